//! Untrusted folders: nothing outside of them is touched, and every run ends.
#![cfg(unix)]

use super::command::Desk;
use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    process::Command,
};

const NOTE: &str = "# Harbor\n\nShips leave at noon.\n";

fn pipe(desk: &Desk, path: &str) {
    let path = desk.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_cache_that_is_a_link_is_refused_and_the_linked_file_stays_as_it_is() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("profile", "export A=1\n")]);
    fs::create_dir(desk.path("out")).unwrap();
    symlink(desk.path("profile"), desk.path("out/.handout-cache")).unwrap();
    let ran = desk.run(&["in", "-o", "out", "--to", "text", "--incremental"]);
    ran.says(2, &["out/.handout-cache cannot be read: it is a link", "remove it"]);
    assert_eq!(desk.read("profile"), "export A=1\n");
}

#[test]
fn nothing_is_appended_to_a_file_that_is_not_a_cache() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("profile", "export A=1\n")]);
    fs::create_dir(desk.path("out")).unwrap();
    fs::hard_link(desk.path("profile"), desk.path("out/.handout-cache")).unwrap();
    desk.run(&["in", "-o", "out", "--to", "text", "--incremental"]).says(0, &[]);
    assert_eq!(desk.read("profile"), "export A=1\n");
    desk.run(&["in", "-o", "out", "--to", "text", "--incremental"]).says(0, &["1 unchanged"]);
}

#[test]
fn outputs_do_not_follow_a_link_out_of_the_output_folder() {
    let desk = Desk::new(&[("in/a/harbor.md", NOTE), ("in/pier.md", NOTE), ("home/keep", "")]);
    fs::create_dir(desk.path("out")).unwrap();
    symlink(desk.path("home"), desk.path("out/a")).unwrap();
    let ran = desk.run(&["in", "-o", "out", "--to", "text"]);
    ran.says(1, &["out/a/harbor.txt cannot be written: a link leads out of the output folder"]);
    assert!(!desk.path("home/harbor.txt").exists() && desk.path("out/pier.txt").exists());
}

#[test]
fn an_output_that_is_a_link_is_replaced_and_not_followed() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("profile", "export A=1\n")]);
    fs::create_dir(desk.path("out")).unwrap();
    symlink(desk.path("profile"), desk.path("out/harbor.txt")).unwrap();
    desk.run(&["in", "-o", "out", "--to", "text"]).says(0, &[]);
    assert_eq!(desk.read("profile"), "export A=1\n");
    assert!(desk.read("out/harbor.txt").contains("noon"));
}

#[test]
fn pruning_follows_no_link_and_believes_no_cache_that_came_with_the_folder() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("in/b/quay.md", NOTE)]);
    let run = |more: &[&str]| desk.run(&[&["in", "-o", "out", "--to", "text", "-i"], more].concat());
    run(&[]).says(0, &[]);
    // the cache names a file in a folder that is now a link
    fs::rename(desk.path("out/b"), desk.path("elsewhere")).unwrap();
    symlink(desk.path("elsewhere"), desk.path("out/b")).unwrap();
    fs::remove_file(desk.path("in/b/quay.md")).unwrap();
    run(&["--prune"]).says(0, &["not removed", "its folder is a link"]);
    assert!(desk.path("elsewhere/quay.txt").exists());
    // a copied folder: whoever made the copy wrote both the cache and the file
    fs::remove_file(desk.path("out/b")).unwrap();
    run(&[]).says(0, &[]);
    assert!(Command::new("cp").args(["-a", "out", "copy"]).current_dir(desk.path(".")).status().unwrap().success());
    desk.put("in/pier.md", b"# Pier\n\nWords.\n");
    fs::remove_file(desk.path("in/harbor.md")).unwrap();
    let ran = desk.run(&["in", "-o", "copy", "--to", "text", "-i", "--prune"]);
    ran.says(0, &["copy/harbor.txt: not removed", "it was changed since it was written"]);
}

#[test]
fn planted_outputs_are_never_unchanged() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    desk.run(&["in", "-o", "made", "--to", "text", "-i"]).says(0, &[]);
    assert!(Command::new("cp").args(["-a", "made", "out"]).current_dir(desk.path(".")).status().unwrap().success());
    desk.run(&["in", "-o", "out", "--to", "text", "-i"]).says(0, &["1 article converted"]);
    desk.run(&["in", "-o", "out", "--to", "text", "-i"]).says(0, &["1 unchanged"]);
}

#[test]
fn links_out_of_a_walked_folder_are_skipped_and_links_within_it_are_articles() {
    let desk = Desk::new(&[("secret.md", "# Secret\n\nWords.\n"), ("in/b/harbor.md", NOTE)]);
    symlink(desk.path("secret.md"), desk.path("in/leak.md")).unwrap();
    symlink("b/harbor.md", desk.path("in/inner.md")).unwrap();
    let ran = desk.run(&["in", "-o", "out", "--to", "text"]);
    ran.says(0, &["in/leak.md: skipped, as it is a link to a file outside of in"]);
    assert!(!desk.path("out/leak.txt").exists() && desk.read("out/inner.txt").contains("noon"));
    // an article that the user names is read wherever it is
    desk.run(&["in/leak.md", "-o", "out", "--to", "text"]).says(0, &[]);
    assert!(desk.read("out/leak.txt").contains("Secret"));
}

#[test]
fn a_book_file_names_articles_below_its_folder_alone() {
    let desk = Desk::new(&[("secret.md", NOTE), ("b/harbor.md", NOTE)]);
    symlink(desk.path("secret.md"), desk.path("b/leak.md")).unwrap();
    for (name, said) in [("../secret.md", "outside of the book's folder"), ("leak.md", "outside of the folder")] {
        desk.put("b/book.toml", format!("title = \"B\"\narticles = [\"harbor.md\", \"{name}\"]\n").as_bytes());
        let ran = desk.run(&["book", "b/book.toml", "-o", "b.txt"]);
        assert_ne!(ran.code(), 0, "{name}");
        assert!(ran.said().contains(said), "{}", ran.said());
        assert!(!desk.path("b.txt").exists());
    }
}

/// Without the check, each of these would wait forever for a writer.
#[test]
fn pipes_are_never_opened() {
    for place in ["cup.png", "references.bib", "b/handout.toml", "b/.gitignore", "b/.handoutignore", ".handout-1.part"]
    {
        let desk = Desk::new(&[("in/harbor.md", "# Harbor\n\nShips.\n\n![Cup](cup.png)\n"), ("in/b/quay.md", NOTE)]);
        pipe(&desk, &format!("in/{place}"));
        let ran = desk.run(&["in", "--to", "text"]);
        assert!(ran.code() != 101, "{place}: {}", ran.said());
        if place != "b/handout.toml" {
            assert!(desk.path("in/harbor.txt").exists(), "{place}: {}", ran.said());
        }
    }
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    for place in ["pipe.md", "out/.handout-cache", "fonts/a.ttf"] {
        pipe(&desk, place);
    }
    desk.run(&["pipe.md"]).says(1, &["it is a pipe", "standard input"]);
    desk.run(&["in", "-o", "out", "-i"]).says(2, &["it is a pipe"]);
    desk.run(&["in", "--to", "text", "--font-dir", "fonts"]).says(2, &["it is a pipe"]);
}

#[test]
fn ignore_files_of_gigabytes_affect_only_their_folder() {
    let desk = Desk::new(&[("in/harbor.md", NOTE), ("in/b/quay.md", NOTE)]);
    fs::File::create(desk.path("in/b/.gitignore")).unwrap().set_len(20 << 30).unwrap();
    let ran = desk.run(&["in", "-o", "out", "--to", "text"]);
    ran.says(1, &["in/b/.gitignore", "larger than 1 MiB", "1 article converted"]);
}

#[test]
fn formats_are_replaced_together_or_not_at_all() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    let run = || desk.run(&["in", "-o", "out", "--to", "text,epub"]);
    run().says(0, &[]);
    let before = fs::read(desk.path("out/harbor.epub")).unwrap();
    desk.put("in/harbor.md", b"# Harbor\n\nShips leave at one.\n");
    // the second format cannot be renamed
    fs::remove_file(desk.path("out/harbor.epub")).unwrap();
    fs::create_dir(desk.path("out/harbor.epub")).unwrap();
    run().says(1, &["harbor.epub cannot be written"]);
    assert!(desk.read("out/harbor.txt").contains("noon"));
    fs::remove_dir(desk.path("out/harbor.epub")).unwrap();
    fs::write(desk.path("out/harbor.epub"), before).unwrap();
    run().says(0, &[]);
    assert!(desk.read("out/harbor.txt").contains("at one"));
    assert_eq!(desk.files(), ["in/harbor.md", "out/harbor.epub", "out/harbor.txt"]);
}

#[test]
fn a_file_that_the_user_made_private_stays_private() {
    let desk = Desk::new(&[("in/harbor.md", NOTE)]);
    desk.run(&["in", "-o", "out", "--to", "text,epub"]).says(0, &[]);
    let rights = |path: &str| fs::metadata(desk.path(path)).unwrap().mode() & 0o777;
    let usual = rights("out/harbor.epub");
    fs::set_permissions(desk.path("out/harbor.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    desk.run(&["in", "-o", "out", "--to", "text,epub"]).says(0, &[]);
    assert_eq!((rights("out/harbor.txt"), rights("out/harbor.epub")), (0o600, usual));
}

#[test]
fn names_and_excerpts_do_not_command_the_terminal() {
    let desk =
        Desk::new(&[("in/har\u{1b}]0;x\u{7}bor\u{202e}.md", "# H\n\nSee [x](\u{1b}[31m \u{202e} [@gone\u{7}].\n")]);
    for flags in
        [&["in", "-o", "out", "--to", "text"][..], &["in", "-o", "out", "--to", "text", "--log-format", "json"]]
    {
        let said = desk.run(flags).said();
        let harmful = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!said.contains(harmful), "{said:?}");
    }
}

#[test]
fn a_name_does_not_make_lines_that_look_like_messages() {
    let desk = Desk::new(&[("a.md", NOTE), ("in/harbor.md", NOTE)]);
    symlink(desk.path("a.md"), desk.path("in/a\nerror: gone.md")).unwrap();
    let said = desk.run(&["in", "-o", "out", "--to", "text"]).said();
    assert!(said.contains(r"in/a\u{a}error: gone.md: skipped"), "{said}");
}

#[test]
fn a_chain_of_thousands_of_notes_is_set() {
    let notes: String = (1..9_000).map(|n| format!("[^n{n}]: Pier {n} [^n{}]\n\n", n + 1)).collect();
    let desk = Desk::new(&[("a.md", &format!("# Piers\n\nFirst[^n1].\n\n{notes}[^n9000]: Last.\n"))]);
    desk.run(&["a.md", "--to", "pdf,epub,text", "--verify"]).says(0, &[]);
}

#[test]
fn a_folder_removed_midway_is_one_error() {
    let desk = Desk::new(&[]);
    for n in 0..300 {
        desk.put(&format!("in/{n:03}.md"), NOTE.as_bytes());
    }
    let script = format!(
        "(while [ ! -e out/000.txt ]; do :; done; mv out gone) & exec {} in -o out --to text,pdf -j 2",
        env!("CARGO_BIN_EXE_handout")
    );
    let ran = Command::new("sh").args(["-c", &script]).current_dir(desk.path(".")).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    assert!(said.contains("its folder was removed meanwhile"), "{said}");
}
