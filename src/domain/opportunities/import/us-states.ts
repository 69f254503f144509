/** US states and the District of Columbia by their two letters. */
const NAMES: Readonly<Record<string, string>> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
};

/** The longest first, so that West Virginia is not taken for Virginia. */
const BY_NAME = Object.entries(NAMES).toSorted(([, a], [, b]) => b.length - a.length);
const ANY_NAME = BY_NAME.map(([, name]) => name).join('|');
const STATE_LIST = `(?:${ANY_NAME})(?:(?:,? (?:and |or )?|,|/)(?:${ANY_NAME}))*`;
const RESIDENCE = [
  new RegExp(`\\b(${STATE_LIST}) (?:state )?residents?\\b`, 'gi'),
  new RegExp(
    `\\b(?:residents? of|resid(?:e|es|ing) in|liv(?:e|es|ing) in|students from) (?:the state of )?(?:[A-Z]\\w+ county,? )?(${STATE_LIST})\\b`,
    'gi',
  ),
];

/** The two letters of a state that is given by them or by its name; null for anything else. */
export function stateCode(text: string): string | null {
  const upper = text.trim().toUpperCase();
  if (NAMES[upper] !== undefined) return upper;
  return BY_NAME.find(([, name]) => name.toUpperCase() === upper)?.[0] ?? null;
}

/** The states in which a text says that applicants must live; null when it says nothing of it. */
export function statesOfResidence(text: string): string[] | null {
  const lists = RESIDENCE.flatMap((pattern) => [...text.matchAll(pattern)].map(([, list]) => list));
  const found = lists
    .flatMap((list = '') => list.match(new RegExp(ANY_NAME, 'gi')) ?? [])
    .map(stateCode)
    .filter((code) => code !== null);
  return found.length === 0 ? null : [...new Set(found)].toSorted();
}
