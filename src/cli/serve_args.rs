//! The arguments of `handout serve`, which every build has, so that one without the server can explain how to get it.

use super::{
    Exit,
    limits::{LimitArgs, Timeout},
    setting_args::SettingArgs,
};
use clap::Args as ClapArgs;
use std::{net::IpAddr, path::PathBuf};

/// `handout serve`.
#[derive(Debug, ClapArgs)]
#[command(after_long_help = super::help::SERVE)]
#[cfg_attr(not(feature = "serve"), allow(dead_code))]
pub(crate) struct ServeArgs {
    /// Article to show, and to convert again whenever it is saved
    #[arg(value_name = "ARTICLE")]
    pub(super) file: Option<PathBuf>,
    /// Let the page save the article
    #[arg(long, requires = "file")]
    pub(super) edit: bool,
    /// Do not open the browser
    #[arg(long)]
    pub(super) no_open: bool,
    /// Port [default: a free one]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) port: u16,
    /// Address to listen on; any other than 127.0.0.1 and ::1 lets other computers in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_short_help = true)]
    pub(super) bind: IpAddr,
    /// Name by which browsers may reach this computer, such as desk.example.org; may be repeated
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(super) host: Vec<String>,
    /// Print a generated token for programs [default: the value of HANDOUT_SERVE_TOKEN, if it is set]
    #[arg(long, hide_short_help = true)]
    pub(super) token: bool,
    /// Time to keep results after they were last requested
    #[arg(long, value_name = "TIME", default_value = "30m", hide_short_help = true)]
    pub(super) keep: Timeout,
    /// Articles to convert at a time [default: one per core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
}

#[cfg(feature = "serve")]
pub(crate) fn serve(args: &ServeArgs) -> Exit {
    super::serve::serve(args)
}

/// Explains how to get a program with the server.
#[cfg(not(feature = "serve"))]
pub(crate) fn serve(_: &ServeArgs) -> Exit {
    super::output::error(
        "this program was built without `serve`: take one from the releases, or run \
         `cargo install handout --features serve`",
    );
    Exit::Usage
}
