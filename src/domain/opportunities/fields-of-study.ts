/** Each field with the words by which it is recognised, in names and in what students write. */
const WORDS: Readonly<Record<string, RegExp>> = {
  agriculture:
    /\b(agricultur\w*|horticultur\w*|viticultur\w*|farming|food science|forestry|dairy)\b/i,
  arts: /\b(arts?|artists?|design|photograph\w*|film|theat(er|re)|dance|drama|fashion|architecture|animation)\b/i,
  biology:
    /\b(biolog\w*|neuroscience|genetics|biotechnolog\w*|life sciences?|ecology|zoology|botany)\b/i,
  business:
    /\b(business|entrepreneur\w*|marketing|finance|accounting|economics|management|commerce)\b/i,
  chemistry: /\b(chemist\w*|chemical)\b/i,
  communications: /\b(journalis\w*|communications?|media studies|broadcasting|public relations)\b/i,
  computing:
    /\b(comput\w*|software|programming|coding|cyber\w*|informatics|data science|artificial intelligence|machine learning|robotics)\b/i,
  education: /\b(teaching|teacher education|future teachers?|counsel+ing)\b/i,
  engineering: /\b(engineer\w*|robotics|aerospace|aviation|construction)\b/i,
  environment: /\b(environment\w*|conservation|sustainab\w*|climate)\b/i,
  health:
    /\b(medic(al|ine)|nurs(e|es|ing)|health\w*|pre-?med|dent(al|istry)|pharmac\w*|public health|biomedical)\b/i,
  history: /\b(histor(y|ical)|heritage studies|genealog\w*)\b/i,
  humanities: /\b(humanities|philosophy|literature|linguistics|languages?|classics)\b/i,
  law: /\b(law|legal|criminal justice|pre-?law)\b/i,
  mathematics: /\b(math\w*|statistics|algebra|number theory)\b/i,
  music: /\b(music\w*|band|choir|orchestra|piano|vocal|jazz)\b/i,
  physics: /\b(physic(s|al science\w*|ists?)|astronom\w*|astrophysics)\b/i,
  public_service:
    /\b(public service|government|civics?|policy|politic\w*|international relations|law enforcement)\b/i,
  social_science: /\b(social sciences?|psycholog\w*|sociolog\w*|anthropolog\w*)\b/i,
  trades: /\b(trades?|vocational|apprentice\w*|technician|welding)\b/i,
  writing: /\b(writ(ing|ers?)|poet(ry|s)|essays?|fiction|storytelling)\b/i,
};

/** What counts as STEM here. */
const STEM = [
  'biology',
  'chemistry',
  'computing',
  'engineering',
  'environment',
  'health',
  'mathematics',
  'physics',
] as const;

/** Every field by its name. */
export const FIELDS_OF_STUDY: readonly string[] = Object.keys(WORDS);

/**
 * The fields that a text names, in the order of the list. "STEM" and "science" alone stand for all
 * of their fields. Empty when it names none.
 */
export function fieldsIn(text: string): string[] {
  const found = new Set(FIELDS_OF_STUDY.filter((field) => WORDS[field]?.test(text)));
  if (/\bSTEM\b|\bSTEAM\b|\bsciences?\b|\btechnology\b/i.test(withoutOtherSciences(text))) {
    for (const field of STEM) found.add(field);
  }
  return FIELDS_OF_STUDY.filter((field) => found.has(field));
}

/** "Computer science" names computing, not all sciences. */
function withoutOtherSciences(text: string): string {
  return text.replace(/\b(computer|social|political|food|data|life|physical) sciences?\b/gi, ' ');
}
