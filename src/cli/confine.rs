//! Gives up privileges that converting an article does not need: files, networks, other programs.

use std::path::PathBuf;

/// Confines this process and its children. Must be called before other threads are started. Files below these folders
/// can still be read. Returns a description of the confinement, which completes "articles were converted in processes
/// of their own:".
#[cfg(target_os = "linux")]
pub(crate) fn confine(readable: &[PathBuf]) -> String {
    let files = match linux::files(readable) {
        Ok(true) => "they can open no files except system fonts",
        Ok(false) => "they can open files, as this kernel has no Landlock",
        Err(_) => "they can open files, as Landlock refused",
    };
    let calls = match linux::calls() {
        Ok(()) => "they can use no network and start no program",
        Err(_) => "they can use networks, as seccomp is not available",
    };
    format!("{files}; {calls}")
}

/// Confines nothing.
#[cfg(not(target_os = "linux"))]
pub(crate) fn confine(_: &[PathBuf]) -> String {
    "they have the user's rights, as this system cannot restrict them".to_owned()
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _,
        RulesetError, RulesetStatus, Scope, path_beneath_rules,
    };
    use seccompiler::{BackendError, BpfProgram, SeccompAction, SeccompFilter};
    use std::path::PathBuf;

    /// The newest version of Landlock to use. Older kernels confine as much as they can.
    const NEWEST: ABI = ABI::V6;

    /// Gives up the right to open files. Returns false if the kernel does not support that.
    pub(super) fn files(readable: &[PathBuf]) -> Result<bool, RulesetError> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?
            .add_rules(path_beneath_rules(readable, AccessFs::from_read(NEWEST)))?;
        let RestrictionStatus { ruleset, .. } = rules.restrict_self()?;
        Ok(ruleset != RulesetStatus::NotEnforced)
    }

    /// Gives up the right to use networks and to start programs: such calls fail with a permission error.
    pub(super) fn calls() -> Result<(), seccompiler::Error> {
        let refused = [
            libc::SYS_socket,
            libc::SYS_socketpair,
            libc::SYS_io_uring_setup,
            libc::SYS_execve,
            libc::SYS_execveat,
            libc::SYS_ptrace,
            libc::SYS_process_vm_readv,
            libc::SYS_process_vm_writev,
        ];
        let rules = refused.into_iter().map(|call| (call, Vec::new())).collect();
        let arch =
            std::env::consts::ARCH.try_into().map_err(|error: BackendError| seccompiler::Error::Backend(error))?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM as u32), arch);
        let program: BpfProgram = filter.and_then(TryInto::try_into).map_err(seccompiler::Error::Backend)?;
        seccompiler::apply_filter(&program)
    }
}
