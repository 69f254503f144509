/** What applications ask for, by the words that name it; the first group may hold how many. */
const KINDS: readonly { readonly requirement: string; readonly pattern: RegExp }[] = [
  {
    requirement: 'Essay',
    pattern:
      /\b(essays?|personal statements?|short[- ]answers?|written responses?|writing sample)\b/i,
  },
  {
    requirement: 'Recommendation letter',
    pattern:
      /\b(recommendations?|reference letters?|letters? of (recommendation|reference|support)|references? from)\b/i,
  },
  { requirement: 'Transcript', pattern: /\btranscripts?\b/i },
  { requirement: 'Résumé', pattern: /\b([Rr][eé]sum[eé]s?|[Cc]urriculum [Vv]itae|CV)(?!\w)/ },
  { requirement: 'Cover letter', pattern: /\bcover letters?\b/i },
  { requirement: 'Portfolio', pattern: /\bportfolios?\b/i },
  { requirement: 'Audition', pattern: /\bauditions?\b/i },
  {
    requirement: 'Video',
    pattern: /\b(videos? (submission|essay|entry)|submit an? (\w+ )?video|demonstration video)\b/i,
  },
  { requirement: 'Interview', pattern: /\binterviews?\b/i },
  { requirement: 'Test scores', pattern: /\b(test scores?|(SAT|ACT|PSAT)[ /\w]* scores?)\b/i },
  {
    requirement: 'Financial documents',
    pattern:
      /\b(FAFSA|CSS profile|financial (aid )?(information|documents?|documentation|aid form)|tax returns?)\b/i,
  },
  {
    requirement: 'Research project',
    pattern: /\b(research (paper|report|project)s?|original research)\b/i,
  },
  { requirement: 'Exam', pattern: /\b(exams?|examination|online quiz)\b/i },
  { requirement: 'Nomination', pattern: /\bnominat(ed|ion)\b/i },
  { requirement: 'Proof of enrollment', pattern: /\bproof of enrol+ment\b/i },
];
const NONE =
  /\b(no|without|not require[sd]? an?|isn't an?) (essays?|transcripts?|recommendations?|r[eé]sum[eé]s?|interviews?)(?!\w)/gi;

/** What a text says that an application consists of, in a fixed order; what is ruled out is not. */
export function readRequirements(text: string): string[] {
  const asked = text.replace(NONE, ' ');
  return KINDS.filter(({ pattern }) => pattern.test(asked)).map(({ requirement }) => {
    return requirement === 'Recommendation letter' ? letters(asked) : requirement;
  });
}

/** Several letters in one phrase, e.g. "2 Recommendation letters". */
export function recommendationLetters(count: number): string {
  return count === 1 ? 'Recommendation letter' : `${count} Recommendation letters`;
}

function letters(text: string): string {
  const said =
    /\b(two|three|2|3)(?: \(\d\))? (?:\w+ ){0,2}(?:letters|recommendations|references|teacher recommendations)/i.exec(
      text,
    );
  const count = { two: 2, '2': 2, three: 3, '3': 3 }[said?.[1]?.toLowerCase() ?? ''];
  return recommendationLetters(count ?? 1);
}
