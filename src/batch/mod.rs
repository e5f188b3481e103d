//! Many articles at once: plan, run in parallel, write atomically, report.
