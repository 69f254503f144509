import { phrase, type Phrase, words } from '../phrase';

const W1 = words(1);
const W2 = words(2);

/** What weighs little alone and more beside something else. */
export const HOPELESSNESS_PHRASES: readonly Phrase[] = [
  phrase('hopelessness', [
    `(?:cant|dont know if i can|not sure i can|can not|cannot) (?:take|do|handle|stand|deal with|bear|endure|fight|cope with) (?:it|this|life|things|the pain|anything|this pain|my life) (?:any ?more|any ?longer|much longer)`,
    `(?:given|giving|gave|give|want to give|wanna give) up (?:on (?:life|everything|myself|living)|completely|hope|all hope)`,
    `(?:i|im|feel|feeling|felt|completely|so|utterly|totally|am|is|everything is|its all|seems?|life is)[ ,]+(?:\\w+ ){0,2}(?:hopeless|worthless|pointless|helpless)`,
    `(?:no|lost|losing|without|zero)${W1}?(?:hope|future)(?: (?:left|for me|any ?more|whatsoever|at all))`,
    `(?:theres|there is|i have|ive got|got) (?:no|nothing)${W1}?(?:hope|future|way out|left|point)(?: (?:left|for me|to live|in (?:life|anything)))?`,
    `(?:im|i am|feel like|such|just|being)${W1}(?:a )?(?:burden|waste of (?:space|life|oxygen|air)|mistake|failure|worthless|nothing)(?: (?:to|on) (?:everyone|my family|everybody|others|them))?`,
    `hate (?:my ?self|my life|who i am|everything about me)`,
    `(?:nobody|no ?one) (?:cares|would care|loves me|wants me|likes me|needs me)(?: (?:about|if|whether))?`,
    `(?:never|wont|not) (?:get|be|going to get|gonna get)${W1}?(?:better|happy|ok|okay)(?: again)?`,
    `(?:nothing|none of it|life)${W1}?(?:matters|is worth|has meaning|means anything|makes sense)(?: any ?more)?`,
    `(?:i am|im|i feel|feel|feeling)${W1}?(?:so |completely |totally |utterly )?(?:empty|numb|broken|trapped|alone in this world|dead inside)`,
    `(?:end|ended) of (?:my|the) rope`,
    `(?:done|fed up|finished) with (?:everything|it all|all of (?:it|this))`,
    `(?:see|there is|theres) no (?:way out|light at|end to|escape)`,
    `(?:scared|afraid|terrified) (?:of|for|that) (?:myself|what i might do|what i (?:could|will) do|ill (?:do|hurt))`,
    `(?:im|i am|i was|ill|gonna|going) (?:just )?(?:going|gonna|about)? ?(?:to )?(?:be gone (?:soon|by tomorrow|forever)|die(?! (?:of|from|laughing|if|when|for|in (?:this|that) game)))`,
    `(?:goodbye|good bye|farewell) (?:to )?(?:everyone|everybody|all|my family)(?!,? (?:see|until|have|and (?:see|thanks)|talk|next))`,
    `(?:rock bottom|breaking point|last straw)`,
  ]),
  phrase('distress', [
    `(?:severe(?:ly)?|major|clinical(?:ly)?|deep(?:ly)?|crippling|chronic|bipolar|manic)${W1}?depress(?:ion|ed|ive)?`,
    `(?:so|really|very|extremely|been|im|am|feeling|my|with|suffer from|battling) depress(?:ed|ion)`,
    `panic attacks?(?: (?:every|all|daily|again))?`,
    `(?:cant stop|keep|been) crying`,
    `cr(?:y|ied|ying) (?:my ?self to sleep|every (?:day|night))`,
    `(?:nervous|mental|emotional) breakdown`,
    `(?:please|someone|somebody|need)${W2}help me`,
  ]),
];
