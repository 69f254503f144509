/** What a row says that could be an opportunity. */
export interface RowText {
  readonly name: string;
  readonly organization: string;
  readonly description: string;
  readonly eligibility: string;
  readonly amount: string;
  readonly hasUrl: boolean;
}

const NAVIGATION =
  /^(browse( \w+)?|home( ?page)?|log ?(in|out)|sign ?(in|up|out)|search( \w+)?|next|prev(ious)?|page \d+|menu|contact( us)?|about( us)?|click here.*|read more.*|learn more.*|view (all|more|details).*|see (all|more).*|load more.*|show more.*|skip to .*|privacy( policy)?|terms( of (use|service))?|cookie.*|subscribe.*|newsletter.*|share( this)?|back( to .*)?|filter.*|sort by.*|(account |student )?registration( was successful!?)?|forgot .*password.*|my account|dashboard|error.*|404.*|page not found|access denied|advertisement|sponsored|loading.*)$/i;
const HEADING =
  /^(title|name|scholarship( name)?|award( name)?|opportunity( name)?|organization|sponsor|program( name)?)$/i;
const PLACEHOLDER = /^(n\/?a|none|null|undefined|unknown|untitled|tba|tbd|todo|xxx+|\.+|-+|\?+)$/i;
const TEST =
  /^(test|testing|dummy|sample|example|asdf|foo|foobar)\b|\btest (scholarship|row|entry|data)\b|\bread only fields\b/i;
const LOREM = /\blorem ipsum\b|\bdolor sit amet\b/i;
const PRIZE_DRAW =
  /\b(giveaway|sweepstakes?|luckiest|lucky draw|you could win|enter to win|win (a|an|\$)|raffle)\b/i;
const ADVERT =
  /\b(essay[- ]writing service|write my essay|buy (an )?essays?|casino|payday|loans? (online|fast)|cheap (flights|essays?)|coupon|promo code|limited time offer|viagra|crypto(currency)? trading)\b/i;
const NOTHING_SAID = /^(n\/?a|none|null|0(\.0+)?|-)?$/i;

/** Why a row is no opportunity, as a person would say it; null when it is one. */
export function junkReason(row: RowText): string | null {
  const { name } = row;
  if (name === '' || PLACEHOLDER.test(name)) return 'no name';
  if (NAVIGATION.test(name)) return 'a navigation row, not an opportunity';
  if (HEADING.test(name)) return 'the heading again';
  if (!/\p{L}{2}/u.test(name) || /^https?:\/\//i.test(name)) return 'the name is not a name';
  if (name.length > 300) return 'the name is a text, not a name';
  if (TEST.test(name)) return 'a test row';
  if (LOREM.test(`${name} ${row.description}`)) return 'placeholder text';
  if (PRIZE_DRAW.test(name)) return 'a prize draw that advertises something';
  if (ADVERT.test(`${name} ${row.description}`)) return 'an advertisement';
  return saysNothing(row) ? 'nothing but a name' : null;
}

function saysNothing(row: RowText): boolean {
  const description = isEcho(row.description, row.name) ? '' : row.description;
  const said = [row.organization, description, row.eligibility, row.amount];
  if (said.every((text) => NOTHING_SAID.test(text))) return !row.hasUrl;
  const isGeneric = said.every(
    (text) => NOTHING_SAID.test(text) || /^a great scholarship\.?$|^wow\w*[.!]*$/i.test(text),
  );
  return isGeneric;
}

/** Whether the description says no more than the name. */
function isEcho(description: string, name: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return plain(description) === plain(name) || plain(name).startsWith(plain(description));
}
