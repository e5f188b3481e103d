//! Outputs when something goes wrong: killed runs, several runs at once, odd names, too few open files, a full disk.
#![cfg(unix)]

use super::command::Desk;
use std::{
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt as _,
    process::{Child, Command, Output, Stdio},
};

const NOTE: &str = "# Harbor\n\nShips leave at noon.\n";
const LATER: &str = "# Harbor\n\nShips leave at one.\n";

/// Runs a shell line in the desk's folder, with the command as `$0`.
fn shell(desk: &Desk, line: &str) -> (i32, String) {
    let ran: Output = Command::new("sh")
        .args(["-c", line, env!("CARGO_BIN_EXE_handout")])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    (ran.status.code().unwrap_or(-1), String::from_utf8(ran.stderr).unwrap())
}

/// A killed run may have renamed some formats of an article and not the others.
#[test]
fn formats_of_two_versions_are_written_again_even_if_the_article_is_unchanged() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    let run = || desk.run(&["in", "-o", "out", "--to", "text,html", "-i"]).says(0, &["1 article converted"]);
    run();
    desk.put("in/harbor.md", LATER.as_bytes());
    desk.run(&["in", "-o", "out", "--to", "text"]).says(0, &[]);
    assert!(desk.read("out/harbor.txt").contains("one") && desk.read("out/harbor.html").contains("noon"));
    desk.put("in/harbor.md", NOTE.as_bytes());
    run();
    assert!(desk.read("out/harbor.txt").contains("noon") && desk.read("out/harbor.html").contains("noon"));
}

/// A power failure may leave an output that is empty or cut short, and a cache that lists it.
#[test]
fn an_output_that_was_cut_short_is_written_again() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    let run = || desk.run(&["in", "-o", "out", "--to", "text", "-i"]).says(0, &["1 article converted"]);
    run();
    fs::OpenOptions::new().write(true).open(desk.path("out/harbor.txt")).unwrap().set_len(0).unwrap();
    run();
    assert!(desk.read("out/harbor.txt").contains("noon"));
}

#[test]
fn several_runs_into_one_folder_do_not_disturb_each_other() {
    let desk = Desk::new(&[]);
    for n in 0..20 {
        desk.put(&format!("in/{n}.md"), format!("# Pier {n}\n\nShips leave at noon.\n").as_bytes());
    }
    let start = |_| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
        command.args(["in", "-o", "out", "--to", "text,html", "-i", "-j", "2"]).current_dir(desk.path("."));
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<Child> = (0..3).map(start).collect();
    for run in runs {
        let ran = run.wait_with_output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    for n in 0..20 {
        assert!(desk.read(&format!("out/{n}.txt")).contains("noon") && desk.path(&format!("out/{n}.html")).exists());
    }
    assert!(!desk.files().iter().any(|file| file.ends_with(".part")), "{:?}", desk.files());
    desk.run(&["in", "-o", "out", "--to", "text,html", "-i"]).says(0, &["20 unchanged"]);
}

#[test]
fn names_of_255_bytes_give_one_clear_error_if_the_output_name_is_too_long() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    let fits = "n".repeat(251);
    let long = "m".repeat(252);
    desk.put(&format!("in/{fits}.md"), NOTE.as_bytes());
    desk.put(&format!("in/{long}.md"), NOTE.as_bytes());
    let ran = desk.run(&["in", "-o", "out", "--to", "text"]);
    ran.says(1, &["cannot be written", "too long", "a shorter name"]);
    assert_eq!(ran.said().matches("error[").count(), 1, "{}", ran.said());
    assert!(desk.path(&format!("out/{fits}.txt")).exists() && desk.path("out/harbor.txt").exists());
}

#[test]
fn names_with_line_ends_and_of_no_encoding_are_converted() {
    let desk = Desk::new(&[("in/har\nbor.md", NOTE)]);
    let odd = OsStr::from_bytes(b"in/pi\xffer.md");
    // some file systems do not allow such a name
    let takes = fs::write(desk.path(".").join(odd), NOTE).is_ok();
    let ran = desk.run(&["in", "-o", "out", "--to", "text", "-i"]);
    assert_eq!(ran.code(), 0, "{}", ran.said());
    assert!(desk.path("out/har\nbor.txt").exists());
    assert!(!takes || desk.path(".").join(OsStr::from_bytes(b"out/pi\xffer.txt")).exists());
}

#[test]
fn too_few_open_files_are_an_error_and_lose_nothing() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("in/pier.md", NOTE)]);
    desk.run(&["in", "-o", "out", "--to", "text"]).says(0, &[]);
    desk.put("in/harbor.md", LATER.as_bytes());
    for most in 4..24 {
        let (code, said) = shell(&desk, &format!("ulimit -n {most}; exec \"$0\" in -o out --to text"));
        assert!(code == 0 || code == 1 || code == 2, "{most}: {code}: {said}");
        assert!(code == 0 || said.contains("error"), "{most}: {said}");
        assert!(!said.contains("panicked"), "{most}: {said}");
        assert!(desk.read("out/harbor.txt").contains("Ships leave"), "{most}");
    }
}

#[test]
fn outputs_have_the_permissions_that_the_umask_leaves() {
    use std::os::unix::fs::MetadataExt as _;
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    for (mask, rights) in [("077", 0o600), ("027", 0o640), ("002", 0o664)] {
        let (code, said) = shell(&desk, &format!("umask {mask}; exec \"$0\" in -o {mask} --to text,html"));
        assert_eq!(code, 0, "{said}");
        for ending in ["txt", "html"] {
            let path = desk.path(&format!("{mask}/harbor.{ending}"));
            assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, rights, "{mask}");
        }
    }
}

/// A file size limit simulates a full disk, which would need a separate file system.
#[test]
fn a_file_that_is_too_large_for_the_disk_keeps_the_earlier_one() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    desk.run(&["in", "-o", "out", "--to", "html"]).says(0, &[]);
    let before = desk.read("out/harbor.html");
    desk.put("in/harbor.md", LATER.as_bytes());
    let (code, said) = shell(&desk, "trap '' XFSZ; ulimit -f 1; exec \"$0\" in -o out --to html");
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    assert!(!said.contains("0 articles left"), "{said}");
    assert_eq!(desk.read("out/harbor.html"), before);
    assert_eq!(desk.files(), ["in/harbor.md", "out/harbor.html"]);
}
