//! Names that are told by other names: those that are joined to one (`Kiyoko, Weiting and Bobby`), and the same word again.

use super::clues::{joins, may_join};
use super::context::Text;
use super::evidence::Word;
use crate::detect::tokens::{CAPITAL, Token};

/// So many names of a text are looked at.
pub(super) const MOST: usize = 16;

/// Gives `each` the range of every further name. `spans` are the first word of each known one and the word behind its last.
pub(super) fn find(reading: &Text<'_>, spans: &[(usize, usize)], each: &mut dyn FnMut(u32, u32)) {
    for &(from, next) in spans {
        let Some(first) = reading.token(from) else { continue };
        let capital = first.has(CAPITAL);
        if let Some(at) = joined_behind(reading, next)
            && may_join(reading, at, capital)
        {
            give(reading, at, each);
        }
        if let Some(mut at) = joined_before(reading, from)
            && may_join(reading, at, capital)
        {
            give(reading, at, each);
            // `Graciela, Eliza, Mimi and …`
            while let Some(before) = at.checked_sub(1)
                && reading.gap(at) == ", "
                && may_join(reading, before, capital)
            {
                give(reading, before, each);
                at = before;
            }
        }
    }
    // `Luke, Miguel, Ammar`: three make a list.
    for pair in spans.windows(2) {
        let &[(from, next), (second, end)] = pair else { continue };
        let Some(first) = reading.token(from).filter(|_| second == next && reading.gap(next) == ", ") else { continue };
        let capital = first.has(CAPITAL);
        if reading.gap(end) == ", " && may_join(reading, end, capital) && is_given(reading, end) {
            give(reading, end, each);
        }
        if let Some(before) = from.checked_sub(1)
            && reading.gap(from) == ", "
            && may_join(reading, before, capital)
            && is_given(reading, before)
        {
            give(reading, before, each);
        }
    }
    again(reading, spans, each);
}

fn give(reading: &Text<'_>, at: usize, each: &mut dyn FnMut(u32, u32)) {
    if let Some(token) = reading.token(at)
        && !reading.is_code(token.start, token.end)
    {
        each(token.start, end(reading, token));
    }
}

/// `Maria's` is Maria.
fn end(reading: &Text<'_>, token: Token) -> u32 {
    let text = reading.text.get(token.start as usize..token.end as usize).unwrap_or_default();
    if text.ends_with("'s") { token.end - 2 } else { token.end }
}

/// `Memo & Bobby`, not `Harbor & Pine`.
fn is_given(reading: &Text<'_>, at: usize) -> bool {
    reading.token(at).is_some_and(|token| {
        let word = Word::of(token.hash);
        word.first && word.common == 0
    })
}

/// The word that is joined to a name which ends before `next`.
fn joined_behind(reading: &Text<'_>, next: usize) -> Option<usize> {
    match reading.gap(next) {
        "/" | " / " => Some(next),
        " & " | "&" => Some(next).filter(|at| is_given(reading, *at)),
        " " | ", " if reading.token(next).is_some_and(joins) && reading.gap(next + 1) == " " => Some(next + 1),
        _ => None,
    }
}

/// The word that is joined to a name which begins with `from`.
fn joined_before(reading: &Text<'_>, from: usize) -> Option<usize> {
    match reading.gap(from) {
        "/" | " / " => from.checked_sub(1),
        " & " | "&" => from.checked_sub(1).filter(|at| is_given(reading, *at)),
        " " if reading.token(from.checked_sub(1)?).is_some_and(joins) => {
            matches!(reading.gap(from - 1), " " | ", ").then(|| from.checked_sub(2)).flatten()
        }
        _ => None,
    }
}

/// The words of known names wherever they stand again, if they are no words of the language.
fn again(reading: &Text<'_>, spans: &[(usize, usize)], each: &mut dyn FnMut(u32, u32)) {
    let mut known = [0; MOST];
    let mut count = 0;
    for &(from, next) in spans {
        for token in (from..next).filter_map(|at| reading.token(at)).filter(|token| token.end - token.start > 3) {
            if let Some(place) = known.get_mut(count)
                && !Word::of(token.hash).ordinary
            {
                *place = token.hash;
                count += 1;
            }
        }
    }
    let known = known.get(..count).unwrap_or_default();
    for (at, token) in reading.leaf.tokens.iter().enumerate() {
        let within = |(from, next): &(usize, usize)| (*from..*next).contains(&at);
        if known.contains(&token.hash)
            && reading.stands_free(*token)
            && !spans.iter().any(within)
            && !reading.thing(at + 1)
            && !reading.before_place(at.wrapping_sub(1))
        {
            give(reading, at, each);
        }
    }
}
