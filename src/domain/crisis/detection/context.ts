import type { CrisisCategory } from './category';
import type { Phrase } from './phrase';

/** The words around a phrase, within its sentence. */
export interface Surroundings {
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

/** What a phrase means where it stands. */
export interface Meaning {
  readonly category: CrisisCategory;
  /** Multiplies the weight of the category; 0 when the phrase means nothing here. */
  readonly factor: number;
}

const NOTHING: Meaning = { category: 'distress', factor: 0 };
/** What somebody denies is still a subject worth a look, not a detection. */
const DENIED = 0.4;
const JOKED = 0.5;
const TOLD = 0.35;

/** Only a sentence in the first person makes these worth anything. */
const MENTIONS: ReadonlySet<CrisisCategory> = new Set<CrisisCategory>([
  'suicidal_thoughts',
  'mention_of_suicide',
]);

/** What happens to somebody is denied within the phrase only, e.g. `my dad never hits me`. */
const CIRCUMSTANCES: ReadonlySet<CrisisCategory> = new Set<CrisisCategory>([
  'abuse',
  'medical_emergency',
]);
const DENIED_CIRCUMSTANCE = /(?<![a-z])(?:never|doesnt|didnt|not|hasnt|wouldnt) (?!feel safe)/;

const DENIAL =
  /(?<![a-z])(?:not|dont|do not|never|wont|wouldnt|didnt|isnt|arent|wasnt|no longer|stop(?:ped)?|cant|couldnt|havent|hasnt|without|arent|aint|nor|instead of|rather than|neither|against|prevent(?:ed)?|refuse to)(?:[ ,]+[a-z]+){0,4}[ ,]*$/;
/** A negation that denies nothing: `cant stop thinking of …`, `dont know if i will …`. */
const EMPTY_DENIAL =
  /(?<![a-z])(?:(?:cant|cannot|couldnt|dont|can not|didnt|never) (?:stop|help|quit|get|shake|escape|control|resist|know|see|care|understand|believe|want to live|trust|even)|(?:reasons?|thing|things|only|why)(?: [a-z]+){0,3} (?:dont|didnt|havent|havnt|not|cant|couldnt)|(?:keep|keeps|kept|keeping|stop|stops|stopped|prevent|prevents|prevented|save|saved)(?: [a-z]+){0,2} from|(?:didnt|havent|hadnt|havnt|cant|couldnt|cannot)(?: (?:yet|just|even|actually|bring my ?self to|go through with))?|(?:why|should i) (?:not|dont i|havent i|shouldnt i|cant i)|never stopped|not sure|dont know|not only|not just|didnt work|stopped me|if i dont|why i havent|havent yet|whats stopping)(?:[ ,]+[a-z]+){0,5}[ ,]*$/;
const OTHERS_BEFORE =
  /(?<![a-z])(?:(?:he|she|they|people|someone|somebody|who|guy|girl|character|protagonist|player)(?: (?:just|also|said|says|say|told me|was like|goes|always|actually|literally|then|wants?|wanted|will|would|should|could|tried|might|has|had|have|is|are|was|to|going|about|even|really|and)){0,4}|(?:you|u|ya)(?: [a-z]+){0,3}|pls|please|go|just go|kys|lets|dont)[ ,]*["“”]?[ ]*$/;
/** Who speaks of themselves right before it: `i want to go …`. */
const SPEAKER_BEFORE = /(?<![a-z])(?:i|ive|im|id|ill)(?: [a-z]+){0,4} *$/;
const HYPERBOLE_AFTER =
  /^[ ,]*(?:if (?:i (?:had|have|hear|see|read|get|was|were|am|ever (?:have|had|see|hear|saw)) ?(?:to|another|this|one more|that|stuck|forced|married|a )|they|he|she|it (?:was|were|is)|my team|this team|we lose|you)|after (?:watching|reading|seeing|hearing|listening|that (?:game|movie|episode|exam))|laughing|(?:from|of|with) (?:laughter|cringe|embarrassment|boredom|laughing)|over (?:a|this) (?:game|movie|show|episode)|because of (?:this|that) (?:game|movie|show|meme))/;
const HYPERBOLE_BEFORE =
  /(?<![a-z])(?:(?:(?:this|that|these|my) (?:[a-z]+ )?(?:class|classes|exam|test|homework|assignment|essay|project|course|problem|week|game|song|weather|movie|show|meeting|teacher|math|calculus|chemistry|physics|midterm|final|finals|paper|code|quiz)(?: (?:just|really|literally))? )(?:makes?|made|is making|making) me|(?:makes?|made|making) me (?:want(?: to)?|wanna)|id (?:rather|probably|literally|honestly)|(?:i )?would (?:literally|probably|honestly|just)|(?:jok(?:e|ed|es|ing)) about)(?: [a-z]+){0,2}[ ]*$/;
const LAUGHTER =
  /(?<![a-z])(?:lol+|lmf?ao+|rofl|ha(?:ha)+h?|hehe+|jk|just kidding|just joking|kidding|xd|joke|jokingly|meme|sarcasm)(?![a-z])|😂|🤣|\/s(?![a-z])/;
const STORY =
  /(?<![a-z])(?:novel|movie|film|episode|season \w+|video ?game|in (?:the|this|that|my) (?:game|show|book|story|play|song|movie|series|anime|manga)|minecraft|fortnite|skyrim|gta|anime|fanfic(?:tion)?|character|protagonist|plot|lyrics?|screenplay|short story|hamlet|romeo|juliet|essay (?:on|about)|research paper|thesis on|documentary|statistics?|psychology class|history class|health class|presentation (?:on|about)|article (?:on|about)|definition of|what does it mean|meaning of|boss fight|respawn|level \d|speedrun|dnd|playthrough)(?![a-z])/;
const QUESTION_ABOUT =
  /^[ ]*(?:what|how|why|when|where|who|which|is|are|can|could|does|did|was|were) (?:is|was|were|are|did|does|do|many|the|they|he|she|it|people|someone|you)(?![a-z])/;
const PAST =
  /(?<![a-z])(?:used to|years? ago|months? ago|weeks? ago|back (?:then|when|in)|when i was|in (?:high|middle|elementary) school|last (?:year|summer|winter|spring|fall|month|november|december|january|february|march|april|may|june|july|august|september|october)|in (?:19|20)\d\d|as a (?:kid|child|teen|teenager)|at (?:age )?\d+|my past|in the past|once|previously|before|ago|since|clean for|recovered|former|growing up|ex)(?![a-z])/;
const TRIED =
  /(?<![a-z])(?:tried|try(?:ing)?|attempt(?:ed|ing|s)?|almost|nearly|failed|came close|came so close|survived|botched|unsuccessful(?:ly)?|close)(?:[ ,]+[a-z]+){0,5}[ ,]*$/;
const DESIRE =
  /(?<![a-z])(?:want(?:ed|ing|s)?|wanna|wish(?:ed|ing)?|think(?:ing)?|thoughts?|thought|consider(?:ed|ing)?|contemplat(?:e|ed|ing)|urges?|feel like|felt like|tempted|fantasi[sz](?:e|ed|ing)|dream(?:ed|t|ing)?|imagin(?:e|ed|ing)|ideas?|courage|guts|balls|strength|reasons?|desire|could|should|might|may|would|afraid|scared|able)(?:[ ,]+[a-z]+){0,5}[ ,]*$/;
const INTENT =
  /(?<![a-z])(?:(?:im|i am|was|just|be) (?:going|gonna|about|planning|ready|prepared|set|determined)(?: to)?|gonna|going to|will|ill|plan(?:ned|ning)? (?:to|on)|decided(?: to)?|intend(?:ing|ed)?(?: to)?|have to|need to|must|promised|made up my mind|resolved to|imma|finally)(?:[ ,]+[a-z]+){0,4}[ ,]*$/;
const SOON =
  /(?<![a-z])(?:tonight|tomorrow|today|right now|this (?:week|weekend|evening|afternoon|morning|month)|in (?:a|an|\d+|one|two|three|a few) (?:minutes?|hours?|days?)|by the (?:end|time)|after (?:school|work|finals|christmas|this|the|my)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|my birthday)|next (?:week|month|monday|friday)|already|as soon as|when (?:everyone|they|my (?:parents|mom|family)))(?![a-z])/;
const NOW =
  /(?<![a-z])(?:just|now|tonight|today|right now|again|still|currently|every (?:day|night)|keep|lately|recently|this (?:week|morning)|yesterday|last night|started|daily|want|wanna|going to|gonna|urge|urges|cant stop|relapsed|relapse)(?![a-z])/;
const FIRST_PERSON = /(?<![a-z])(?:i|im|ive|id|ill|me|my|mine|myself|imma)(?![a-z])/;
const PAST_ACT = /(?:ed|took|shot|hung|threw|committed|attempted|overdosed|cut)(?: |$)/;

/** Reads a phrase in its sentence: denied, joked, told of others or of a story, past or to come. */
export function meaningOf(phrase: Phrase, { before, found, after }: Surroundings): Meaning {
  if (phrase.isPlain) return { category: phrase.category, factor: 1 };
  const sentence = `${before}${found}${after}`;
  const isMine = FIRST_PERSON.test(sentence);
  if (STORY.test(sentence)) return { category: phrase.category, factor: isMine ? TOLD : 0 };
  if (OTHERS_BEFORE.test(before) && !SPEAKER_BEFORE.test(before)) {
    return phrase.category === 'concern_for_another' || phrase.category.endsWith('abuse')
      ? { category: phrase.category, factor: 1 }
      : { category: phrase.category, factor: TOLD };
  }
  const isJoke =
    LAUGHTER.test(sentence) ||
    HYPERBOLE_AFTER.test(after) ||
    (HYPERBOLE_BEFORE.test(before) && phrase.category !== 'abuse');
  const factor = isJoke ? JOKED : 1;
  if (!phrase.isAct) {
    const needsSpeaker = MENTIONS.has(phrase.category);
    const said = needsSpeaker ? `${before}${found.replace(/[a-z]+$/, '')}` : before;
    const isDenied = CIRCUMSTANCES.has(phrase.category)
      ? DENIED_CIRCUMSTANCE.test(found)
      : DENIAL.test(said) && !EMPTY_DENIAL.test(said);
    if (needsSpeaker && !isMine) return { category: 'talk_of_suicide', factor };
    const category =
      phrase.category === 'suicidal_thoughts' && PAST.test(sentence) && !NOW.test(sentence)
        ? 'past_suicidal_thoughts'
        : phrase.category;
    return { category, factor: isDenied ? DENIED * factor : factor };
  }
  if (!isMine) return { category: phrase.category, factor: 0 };
  if (QUESTION_ABOUT.test(before) && !/(?<![a-z])(?:i|me|my|myself)(?![a-z])/.test(found + before))
    return NOTHING;
  return actMeaning(phrase.category, { before, found, after }, factor);
}

function actMeaning(
  category: CrisisCategory,
  { before, found, after }: Surroundings,
  factor: number,
): Meaning {
  const sentence = `${before}${found}${after}`;
  const isHarm = category === 'self_harm';
  const isPast = PAST.test(before) || PAST.test(after.slice(0, 40));
  if (DENIAL.test(before) && !EMPTY_DENIAL.test(before)) {
    const hasTried =
      TRIED.test(before) ||
      /(?<![a-z])(?:since|anymore|any more)(?![a-z])/.test(after.slice(0, 40));
    if (isHarm && (hasTried || isPast)) return { category: 'past_self_harm', factor };
    return { category, factor: DENIED * factor };
  }
  if (isHarm) {
    return { category: isPast && !NOW.test(sentence) ? 'past_self_harm' : 'self_harm', factor };
  }
  if (TRIED.test(before)) return { category: 'past_suicide_attempt', factor };
  if (INTENT.test(before)) {
    if (isPast) return { category: 'past_suicidal_thoughts', factor };
    const isSoon = SOON.test(after.slice(0, 60)) || SOON.test(before.slice(-60));
    return { category: isSoon ? 'suicide_plan' : 'suicide_intent', factor };
  }
  if (DESIRE.test(before)) {
    const isOver = isPast && !NOW.test(sentence);
    return { category: isOver ? 'past_suicidal_thoughts' : category, factor };
  }
  if (PAST_ACT.test(`${found} `)) return { category: 'past_suicide_attempt', factor };
  return { category, factor };
}
