//! The texts that are looked up: what a client may find in the place of a code.
//!
//! Knows codes as texts. Random choices are seeded, so that every run looks the same texts up.

/// How many texts a workload has: more than a branch predictor learns by heart.
pub const COUNT: usize = 16_384;

/// Texts to look up, and why these.
pub struct Workload {
    /// What it is called in tables.
    pub name: &'static str,
    /// Each text, and the code that it is compared with in the bare comparison.
    pub texts: Vec<Text>,
}

/// A text to look up.
#[derive(Clone)]
pub struct Text {
    /// The text, in an allocation of its own as one from the wire.
    pub text: String,
    /// The code that it is or, where it is none, a code that it could be taken for.
    pub right: String,
}

/// The workloads for `codes`; `foreign` are codes of other services, from which those of `codes` are left out.
///
/// # Panics
///
/// There are no codes or no foreign ones.
pub fn workloads(codes: &[String], foreign: &[String]) -> Vec<Workload> {
    let foreign = foreign.iter().filter(|it| !codes.contains(it));
    let foreign: Vec<&str> = foreign.map(String::as_str).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let codes = codes.as_slice();
    let mut random = Random(1);
    let hot: Vec<&str> = (0..8).map(|_| random.pick(codes)).collect();
    let tenth: Vec<&str> = (0..codes.len().div_ceil(10))
        .map(|_| random.pick(codes))
        .collect();
    let repeated = hit(random.pick(codes));
    let mut of = |name, draw: &dyn Fn(&mut Random) -> Text| {
        let texts = (0..COUNT).map(|_| draw(&mut random)).collect();
        Workload { name, texts }
    };
    vec![
        of("varied hits", &|it| hit(it.pick(codes))),
        of("hot codes", &|it| hit(it.pick(&hot))),
        of("90/10", &|it| match it.below(10) {
            0 => hit(it.pick(codes)),
            _ => hit(it.pick(&tenth)),
        }),
        of("foreign codes", &|it| {
            miss(it.pick(&foreign), it.pick(codes))
        }),
        of("one byte changed", &|it| changed(it, codes)),
        of("one in ten foreign", &|it| match it.below(10) {
            0 => miss(it.pick(&foreign), it.pick(codes)),
            _ => hit(it.pick(codes)),
        }),
        of("one repeated code", &|_| repeated.clone()),
    ]
}

fn hit(code: &str) -> Text {
    miss(code, code)
}

fn miss(text: &str, right: &str) -> Text {
    Text {
        text: text.to_owned(),
        right: right.to_owned(),
    }
}

/// A code with another letter in one place.
fn changed(random: &mut Random, codes: &[&str]) -> Text {
    loop {
        let code = random.pick(codes);
        let place = random.below(code.len());
        let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[random.below(26)]);
        let text: String = code
            .char_indices()
            .map(|(at, it)| if at == place { letter } else { it })
            .collect();
        if !codes.contains(&text.as_str()) {
            return miss(&text, code);
        }
    }
}

/// Numbers that look like chance and are the same in every run: `SplitMix64`.
pub struct Random(pub u64);

impl Random {
    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % end as u64).unwrap_or_default()
    }

    /// One of `all`, which are not none.
    pub fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}
