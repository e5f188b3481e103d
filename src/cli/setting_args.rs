//! Flags that a `handout.toml` may have too, and where to look for it.

use super::{
    day::{self, Day},
    destination::Destination,
    fonts::FontArgs,
    output,
    settings::{Chooser, KnownFormat, Settings, Written},
};
use clap::Args as ClapArgs;
use handout::batch::Target;
use std::path::PathBuf;

/// Settings, which `handout.toml` may also contain, and where to look for it.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct SettingArgs {
    #[command(flatten)]
    pub(crate) settings: Settings,
    #[command(flatten)]
    pub(crate) fonts: FontArgs,
    /// Folder of the site that the articles belong to: pictures such as `/assets/cup.png` and `../cup.png` are read from it
    #[arg(long, value_name = "DIR", hide_short_help = true)]
    pub(crate) site_root: Option<PathBuf>,
    /// Day for checking whether reviews are due, such as 2026-05-03 [default: SOURCE_DATE_EPOCH, or the clock]
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub(crate) today: Option<Day>,
    /// Ignore `handout.toml` files
    #[arg(long, hide_short_help = true)]
    pub(crate) no_config: bool,
    #[command(flatten)]
    off: Off,
}

/// Flags that disable what a `handout.toml` enables.
#[derive(Debug, Default, ClapArgs)]
struct Off {
    #[arg(long, hide = true, overrides_with = "greyscale")]
    no_greyscale: bool,
    #[arg(long, hide = true, overrides_with = "fillable")]
    no_fillable: bool,
    #[arg(long, hide = true, overrides_with = "page_list")]
    no_page_list: bool,
    #[arg(long, hide = true, overrides_with = "linear")]
    no_linear: bool,
    #[arg(long, hide = true, overrides_with = "ascii")]
    no_ascii: bool,
    #[arg(long, hide = true, overrides_with = "bidi_marks")]
    no_bidi_marks: bool,
    #[arg(long, hide = true, overrides_with = "crlf")]
    no_crlf: bool,
}

impl Off {
    fn apply(&self, settings: &mut Settings) {
        let switches = [
            (self.no_greyscale, &mut settings.greyscale),
            (self.no_fillable, &mut settings.fillable),
            (self.no_page_list, &mut settings.page_list),
            (self.no_linear, &mut settings.linear),
            (self.no_ascii, &mut settings.ascii),
            (self.no_bidi_marks, &mut settings.bidi_marks),
            (self.no_crlf, &mut settings.crlf),
        ];
        switches.into_iter().filter(|(off, _)| *off).for_each(|(_, switch)| *switch = Some(false));
    }
}

impl SettingArgs {
    /// Returns a chooser with these settings. `None` after an error message.
    pub(crate) fn chooser(&self) -> Option<Chooser> {
        self.chooser_for(&Destination::Beside)
    }

    /// Returns a chooser with these settings, for outputs with this destination. `None` after an error message.
    pub(crate) fn chooser_for(&self, destination: &Destination) -> Option<Chooser> {
        if let Some(root) = self.site_root.as_deref().filter(|root| !root.is_dir()) {
            output::error(&format!("--site-root: there is no folder `{}`", root.display()));
            return None;
        }
        let mut settings = self.settings.clone();
        self.off.apply(&mut settings);
        if let Destination::Files(files) = destination {
            let named = |file: &Target| file.format.as_str().parse::<Written<KnownFormat>>().ok();
            let of_files: Vec<_> = files.iter().filter_map(named).collect();
            // `txt` and `text` are the same format
            let has = |one: &Written<KnownFormat>| of_files.iter().any(|own| own.value.0 == one.value.0);
            if settings.to.as_ref().is_some_and(|to| to.len() != of_files.len() || !to.iter().all(has)) {
                output::error(
                    "the extension of `-o FILE` selects the format, and `--to` names another one: leave \
                               out `--to`",
                );
                return None;
            }
            settings.to = Some(of_files);
        }
        let chooser = Chooser::new(settings).read_files(!self.no_config).fonts(self.fonts.fonts()?);
        let today = self.today.as_ref().map_or_else(day::today, |day| day.0.clone());
        Some(chooser.site_root(self.site_root.clone()).today(today))
    }
}
