//! Feeds broken and hostile inputs to every reader and decoder, and reports those that panic, abort, hang or take too
//! much memory. See README.md.
//!
//! It does not check what the outputs say: that is the job of the property tests. Start with [`fuzz`].
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints what it finds")]

mod child;
mod minimize;
mod mutate;
mod random;
mod seeds;
mod targets;

use child::{Child, Ended};
use mutate::Mutator;
use random::Random;
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use targets::{TARGETS, Target};

const USAGE: &str = "usage: fuzz [--seconds S] [--only WORD] [--seed N] | fuzz try TARGET FILE...";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["child", name] => child::serve(target(name)),
        ["try", name, files @ ..] => try_files(target(name), files),
        options => match Options::parse(options) {
            Some(options) => run(&options),
            None => {
                eprintln!("{USAGE}");
                ExitCode::from(2)
            }
        },
    }
}

/// What the arguments ask for.
struct Options {
    /// For how long each target is fuzzed.
    seconds: f64,
    /// A part of the names of the targets.
    only: String,
    seed: u64,
}

impl Options {
    fn parse(words: &[&str]) -> Option<Self> {
        let mut options = Self { seconds: 3.0, only: String::new(), seed: 1 };
        for pair in words.chunks(2) {
            match pair {
                ["--seconds", value] => options.seconds = value.parse().ok()?,
                ["--only", value] => options.only = (*value).to_owned(),
                ["--seed", value] => options.seed = value.parse().ok()?,
                _ => return None,
            }
        }
        Some(options)
    }
}

fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("{name}: there is no such target"))
}

fn corpus(target: &Target) -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target.name))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Says how a conversion of each file ends.
fn try_files(target: &'static Target, paths: &[&str]) -> ExitCode {
    let mut well = true;
    let mut child = Child::start(target);
    for path in paths {
        let start = Instant::now();
        let ended = child.run(&fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}")));
        println!("{path}: {ended} in {:.2} s", start.elapsed().as_secs_f64());
        well &= matches!(ended, Ended::Well(_));
    }
    ExitCode::from(u8::from(!well))
}

/// Replays the corpus and fuzzes each target.
fn run(options: &Options) -> ExitCode {
    let mut total = (0, 0);
    for target in TARGETS.iter().filter(|target| target.name.contains(&options.only)) {
        let broken: Vec<PathBuf> = corpus(target).into_iter().filter(|path| !is_fine(target, path)).collect();
        broken.iter().for_each(|path| println!("{}: broken again", path.display()));
        let (executions, found) = fuzz(target, options);
        println!("{:12} {executions:8} executions, {} findings", target.name, found.len() + broken.len());
        found.values().for_each(|path| println!("  {}", path.display()));
        total = (total.0 + executions, total.1 + found.len() + broken.len());
    }
    println!("{} executions, {} findings", total.0, total.1);
    ExitCode::from(u8::from(total.1 > 0))
}

fn is_fine(target: &'static Target, path: &Path) -> bool {
    let input = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    matches!(Child::start(target).run(&input), Ended::Well(_))
}

/// Converts mutated inputs for some seconds. Returns how many, and where the findings are, by their kind.
fn fuzz(target: &'static Target, options: &Options) -> (usize, BTreeMap<String, PathBuf>) {
    let mut found = BTreeMap::new();
    let mut mutator = Mutator::new(seeds::of(target), target.words, Random::new(options.seed));
    let mut child = Child::start(target);
    let until = Instant::now() + Duration::from_secs_f64(options.seconds);
    let mut executions = 0;
    while Instant::now() < until {
        let input = mutator.next();
        executions += 1;
        match child.run(&input) {
            Ended::Well(outcome) => mutator.learn(input, outcome),
            ended => {
                child = Child::start(target);
                // what many executions together did is no fault of the last
                if let Some(kind) = child.run(&input).kind() {
                    found.entry(kind).or_insert_with(|| save(target, minimize::minimize(target, input, &ended)));
                    child = Child::start(target);
                }
            }
        }
        if executions % 1000 == 0 {
            child = Child::start(target);
        }
    }
    (executions, found)
}

/// Writes a finding into the folder of the build.
fn save(target: &Target, (input, ended): (Vec<u8>, Ended)) -> PathBuf {
    let program = env::current_exe().expect("the program has a path");
    let folder = program.with_file_name("fuzz-findings").join(target.name);
    fs::create_dir_all(&folder).expect("the folder of the build can be written");
    let path = folder.join(format!("{:016x}", random::hash(&input)));
    fs::write(&path, &input).expect("the folder of the build can be written");
    println!("{}: {ended}: {} ({} bytes)", target.name, path.display(), input.len());
    path
}
