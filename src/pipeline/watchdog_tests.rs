use proptest::prelude::*;

use super::*;

const STALL: i64 = 120_000;

fn watchdog() -> Watchdog<&'static str, u64> {
    Watchdog::new(STALL)
}

/// Observes every 10 s from `from` until `until`; gives when it was first stalled.
fn observe(
    dog: &mut Watchdog<&'static str, u64>,
    lane: &'static str,
    work: Work,
    watermark: u64,
    times: &[i64],
) -> Option<i64> {
    let stalled = |now: &&i64| dog.observe(&lane, work, Some(&watermark), **now).is_some();
    times.iter().find(stalled).copied()
}

fn every_10s(from: i64, until: i64) -> Vec<i64> {
    (from..=until).step_by(10_000).collect()
}

#[test]
fn a_lane_that_stands_still_with_work_before_it_is_stalled_after_the_stall_time() {
    let mut dog = watchdog();
    assert_eq!(observe(&mut dog, "a", Work::Waiting, 7, &every_10s(0, 300_000)), Some(STALL));
    assert_eq!(dog.stalled(), [Stalled { lane: "a", since_ms: 0 }]);
}

#[test]
fn a_lane_with_nothing_to_do_is_never_stalled() {
    let mut dog = watchdog();
    assert_eq!(observe(&mut dog, "a", Work::None, 7, &every_10s(0, 10_000_000)), None);
    let late = every_10s(10_010_000, 10_100_000);
    assert_eq!(observe(&mut dog, "a", Work::Waiting, 7, &late), None, "its time begins with its work");
}

#[test]
fn a_lane_that_moves_again_is_no_longer_stalled() {
    let mut dog = watchdog();
    assert!(observe(&mut dog, "a", Work::Waiting, 7, &every_10s(0, 200_000)).is_some());
    assert_eq!(dog.observe(&"a", Work::Waiting, Some(&8), 210_000), None);
    assert_eq!(dog.stalled(), []);
}

#[test]
fn the_first_records_of_a_lane_may_stall_too() {
    let mut dog = watchdog();
    let stalled = every_10s(0, 200_000).into_iter().find(|now| dog.observe(&"a", Work::Waiting, None, *now).is_some());
    assert_eq!(stalled, Some(STALL));
}

#[test]
fn a_lane_that_waits_for_its_turn_while_others_come_through_is_not_stalled() {
    let mut dog = watchdog();
    for now in every_10s(0, 1_000_000) {
        dog.completed(1);
        assert_eq!(dog.observe(&"a", Work::Paused, Some(&7), now), None);
    }
    let stalled = observe(&mut dog, "a", Work::Paused, 7, &every_10s(1_010_000, 2_000_000));
    assert_eq!(stalled, Some(1_000_000 + STALL), "then nothing comes through at all");
}

#[test]
fn pausing_on_and_off_does_not_hide_a_lane_that_is_stuck() {
    let mut dog = watchdog();
    let mut stalled = None;
    for (turn, now) in every_10s(0, 1_000_000).into_iter().enumerate() {
        dog.completed(1);
        let work = if turn % 2 == 0 { Work::Waiting } else { Work::Paused };
        stalled = stalled.or(dog.observe(&"a", work, Some(&7), now));
    }
    assert_eq!(stalled, Some(Stalled { lane: "a", since_ms: 0 }));
}

#[test]
fn a_lane_that_is_no_longer_ours_is_forgotten() {
    let mut dog = watchdog();
    assert!(observe(&mut dog, "a", Work::Waiting, 7, &every_10s(0, 200_000)).is_some());
    dog.keep(|lane| *lane != "a");
    assert_eq!(dog.stalled(), []);
    assert_eq!(dog.observe(&"a", Work::Waiting, Some(&7), 210_000), None, "it begins anew");
    assert!(dog.lanes.len() == 1);
}

#[test]
fn a_leap_of_the_clock_proves_nothing() {
    let mut dog = watchdog();
    assert_eq!(observe(&mut dog, "a", Work::Waiting, 7, &[0, 10_000, 90_000_000]), None);
    assert_eq!(observe(&mut dog, "a", Work::Waiting, 7, &[0]), None, "back again");
}

#[derive(Clone, Copy, Debug)]
struct Step {
    work: Work,
    moves: bool,
    completes: bool,
    pause_ms: i64,
}

fn step() -> impl Strategy<Value = Step> {
    let work = prop_oneof![1 => Just(Work::None), 6 => Just(Work::Waiting), 3 => Just(Work::Paused)];
    (work, prop::bool::weighted(0.15), any::<bool>(), 1..30_000_i64)
        .prop_map(|(work, moves, completes, pause_ms)| Step { work, moves, completes, pause_ms })
}

proptest! {
    /// The oracle looks back over the history: how long since the last move or rest did time count?
    #[test]
    fn a_lane_is_stalled_exactly_when_it_stood_still_for_the_stall_time(steps in prop::collection::vec(step(), 1..120)) {
        let mut dog = watchdog();
        let (mut now, mut watermark) = (0, 0);
        let mut history: Vec<(i64, Step)> = Vec::new();
        for step in steps {
            now += step.pause_ms;
            watermark += u64::from(step.moves);
            if step.completes || step.moves {
                dog.completed(1);
            }
            history.push((now, step));
            let fresh = |(_, step): &(i64, Step)| step.moves || step.work == Work::None;
            let start = history.iter().rposition(fresh).map_or(0, |at| {
                // A lane that rested begins to stand still with the first work after.
                if history[at].1.work == Work::None { at + 1 } else { at }
            });
            let counted: i64 = history.iter().skip(start + 1)
                .filter(|(_, step)| step.work == Work::Waiting || !step.completes)
                .map(|(_, step)| step.pause_ms)
                .sum();
            let expected = start < history.len() && counted >= STALL;
            let stalled = dog.observe(&"a", step.work, Some(&watermark), now);
            prop_assert_eq!(stalled.is_some(), expected);
            if let Some(stalled) = stalled {
                prop_assert_eq!(stalled.since_ms, history[start].0);
                prop_assert_eq!(dog.stalled(), [stalled]);
            }
        }
    }

    #[test]
    fn lanes_do_not_disturb_each_other(steps in prop::collection::vec((step(), 0..3_usize), 1..120)) {
        let lanes = ["a", "b", "c"];
        let mut together = watchdog();
        let mut alone = [watchdog(), watchdog(), watchdog()];
        let mut watermarks = [0_u64; 3];
        let mut now = 0;
        for (step, at) in steps {
            now += step.pause_ms;
            watermarks[at] += u64::from(step.moves);
            if step.completes {
                together.completed(1);
                alone.iter_mut().for_each(|dog| dog.completed(1));
            }
            let seen = together.observe(&lanes[at], step.work, Some(&watermarks[at]), now);
            prop_assert_eq!(seen, alone[at].observe(&lanes[at], step.work, Some(&watermarks[at]), now));
        }
    }
}
