//! Makes the input of a finding smaller.

use super::{
    child::{Child, Ended},
    targets::Target,
};
use std::time::{Duration, Instant};

const LONGEST: Duration = Duration::from_secs(30);

/// Removes parts of an input as long as it ends in the same way, for some seconds.
pub(crate) fn minimize(target: &'static Target, mut input: Vec<u8>, ended: &Ended) -> (Vec<u8>, Ended) {
    let (kind, mut ended) = (ended.kind(), ended.clone());
    let until = Instant::now() + LONGEST;
    let mut part = input.len() / 2;
    let mut child = Child::start(target);
    while part > 0 && Instant::now() < until {
        let mut at = 0;
        while at < input.len() && Instant::now() < until {
            let mut shorter = input.clone();
            drop(shorter.drain(at..(at + part).min(input.len())));
            match child.run(&shorter) {
                now if now.kind() == kind => (input, ended) = (shorter, now),
                _ => at += part,
            }
            if child.is_over() {
                child = Child::start(target);
            }
        }
        part /= 2;
    }
    (input, ended)
}
