import { phrase, type Phrase, words } from '../phrase';

const W1 = words(1);
const W2 = words(2);
const W3 = words(3);
const MINE = '(?:my|our)';
const KIN =
  '(?:dad|father|mom|mum|mother|stepdad|stepfather|stepmom|stepmother|parents?|brother|sister|uncle|aunt|cousin|boyfriend|girlfriend|bf|gf|husband|wife|ex|partner|roommate|coach|teacher|boss|grandfather|grandpa)';

/** Self-harm, dangers from others, to others and to the body. */
export const DANGER_PHRASES: readonly Phrase[] = [
  phrase(
    'self_harm',
    [
      `(?:self ?harm|self ?injur|self ?mutilat|selfharm)(?:ing|ed|e|y|s|ion|er)?`,
      `(?:cut|cutting|cuts|burn|burning|burned|burnt|scratch|scratching|hurt|hurting|harm|harming|injure|injuring|mutilate|hit|hitting|punch|punching|starve|starving|bite|biting|punish|punishing) my ?self(?! (?:off|some|a (?:slice|piece|break)|out of|shaving|short|while|on (?:the|a)|in the foot|at the gym|cooking))`,
      `(?:cut|cutting|slic(?:e|ing)|carv(?:e|ing)|burn(?:ed|ing|t)?|slash(?:ed|ing)?|scratch(?:ed|ing)?|scar(?:red|ring)?)${W2}(?:my|on my|into my) (?:own )?(?:arms?|wrists?|legs?|thighs?|skin|stomach|hands?|forearms?|hips?|ankles?|body)`,
      `(?:scars?|cuts|wounds|burns)${W1}(?:on|all over|up|down|covering|from cutting)${W1}?my${W1}?(?:arms?|wrists?|legs?|thighs?|forearms?)`,
      `(?:until|till)${W1}(?:see|draw|drew) blood`,
      `(?:i|ive|was|im)${W1}(?:a |been a )?cutter`,
      `(?:started|start|been|stop|stopped|used to|wanna|want to|urge to|relapsed|keep|resorted to|into|quit|began|by) cut(?:ting)?(?! (?:down|back|my(?! ?(?:self|wrists?|arms?|legs?|thighs?))|off|out|corners|it|the|class|weight|ties|carbs|sugar|contact|people|him|her|them|all))`,
      `(?:i|ive|ill) (?:cut|cuts)(?: (?:again|deep(?:er|ly)?|last night|every|when i|because|tonight|yesterday|today|so))`,
      `(?:bang|banging|smash|smashing|slam|slamming|hitting)${W1}my head${W2}(?:wall|floor|door|desk)`,
      `(?:razor|razors|razor ?blades?|blade|blades)${W3}(?:wrists?|skin|arms?|thighs?|veins?)`,
    ],
    'act',
  ),
  phrase('abuse', [
    `${MINE}${W1}?${KIN}${W2}?(?!hit(?:s|ting)? me up)(?:touches|touched|touching|hits|beats|abuses|chokes|punches|slaps|kicks|molests|rapes|hurts|threatens|strangles|burns|hitting|beating|abusing|choking|punching|molesting|raping)(?: on)? (?:me|us)(?! (?:deeply|emotionally|with (?:his|her|their) (?:story|speech|kindness)))`,
    `(?:he|she|they|dad|mom|father|mother)(?: (?:always|often|still|keeps|just|also|sometimes|really)){0,2} (?!hit(?:s|ting)? me up)(?:hits|beats|abuses|chokes|punches|slaps|kicks|molests|rapes|strangles|hitting|beating|choking|touches) me(?! (?:at|in (?:chess|checkers|the game|games|every)|to the|hard with))`,
    `(?:being|getting|am|im|get) (?:physically |sexually |emotionally |verbally |constantly |regularly )?(?:abused|beaten|molested|raped|trafficked|stalked|strangled)(?: up)? (?:by|at|every|again|right now|when|daily)`,
    `(?:just|tonight|yesterday|last night|today|this morning)${W3}(?:raped|sexually assaulted|molested|assaulted|beaten up|strangled|choked)(?: by| me)?`,
    `(?:was|got|been) just (?:raped|sexually assaulted|molested|beaten)`,
    `(?:scared|afraid|terrified|frightened|not safe|unsafe|too scared)${W1}(?:to (?:go|come|be|return|live|stay)|of going|of being|going|being)${W1}?(?:at |back )?home`,
    `(?:dont|do not|never|didnt) feel safe (?:at (?:home|my house)|in my (?:own )?(?:house|home|room))`,
    `(?:threaten(?:s|ed|ing)?)${W2}(?:to )?(?:kill|hurt|beat|shoot|stab|murder)${W1}?(?:me|us)`,
    `(?:he|she|they|dad|father|mother|mom|ex|boyfriend|husband)${W2}(?:going to|gonna|will|wants to|trying to|tried to|try to|says hell|said hed) (?:kill|murder|strangle|shoot|stab|choke) (?:me|us)(?! (?:if i (?:dont|forget|fail|get|miss|lose|break|am|bomb|flunk|fall|ever)|when|for|laughing))`,
    `(?:locks|locked|locking|keeps|kept|holding) me${W1}(?:up|in)${W2}(?:room|basement|closet|bathroom|house|against my will)`,
  ]),
  phrase('past_abuse', [
    `(?:i|ive|id|have|had) (?:was|been|got|were)(?: \\w+){0,2} (?:raped|molested|sexually (?:abused|assaulted)|physically abused|beaten)`,
    `(?:raped|molested|sexually abused|sexually assaulted|beat|choked|strangled|abused) me`,
    `(?:was|were|been) (?:raped|molested|sexually abused|physically abused|sexually assaulted)`,
    `(?:abusive) (?:father|dad|mother|mom|parents|stepdad|husband|relationship|ex|boyfriend|home|household|family)`,
  ]),
  phrase('danger_to_others', [
    `(?:i|im|id|ill)${W3}(?:want|wanna|going|gonna|will|plan|planning|urge|ready|about|have|need)${W1}?(?:to )?(?:kill|murder|shoot|stab|strangle|bomb|poison|hurt|attack) (?:him|her|them|everyone|everybody|people|someone|my (?:family|parents|dad|mom|father|mother|brother|sister|wife|husband|ex|teacher|roommate|boss|classmates?|professor|baby|child|kids)|as many)(?!s? feelings)(?! (?:feelings|with kindness|in (?:the|this) game|at (?:chess|checkers)))`,
    `(?:thoughts?|fantas(?:y|ies|izing)|urges?|dream(?:ing|s)?|homicidal)${W2}(?:of|about|to) (?:kill(?:ing)?|murder(?:ing)?|hurt(?:ing)?|shoot(?:ing)?|stab(?:bing)?|harm(?:ing)?) (?:people|others?|someone|everyone|him|her|them|my (?:family|parents|dad|mom|baby|child|kids|wife|husband))`,
    `(?:shoot up|bomb|burn down|blow up|massacre)${W1}(?:my|the|this|our) (?:school|campus|class|office|church|house with them|university|college|dorm)`,
    `(?:how|ways?)${W2}(?:can|do|could|to|should|would)${W1}?(?:i )?(?:secretly |best )?(?:kill|murder|poison|strangle|stab|shoot|drown) (?:my (?:neighbou?r|wife|husband|parents?|dad|mom|boss|teacher|classmates?|family|roommate|ex)|someone|a person|people|people in my class)(?! (?:in|on) (?:the )?(?:game|minecraft|witcher|fortnite|gta|skyrim|sims|counter|call of|among|valorant|film|movie|book|novel|story))`,
    'homicidal(?: thoughts?| urges?| ideation)?',
    `bring(?:ing)?${W1}(?:gun|knife|weapon) to (?:school|class|campus|work)`,
  ]),
  phrase('medical_emergency', [
    `(?:i|ive|have|just)${W2}(?:overdosed|took too (?:many|much)|taken too (?:many|much)|od ?ed)(?! (?:on (?:coffee|caffeine|sugar|chocolate|cheese|netflix|candy|memes|carbs|turkey|pizza|food)|time|notes|classes|credits|on my plate|screenshots|photos|pictures))(?: |$)`,
    `(?:cant|cannot|can not|hard to|struggling to|trouble) (?:breathe|breath|breathing)${W3}(?:chest|help|dying|faint|pass out|dizzy|properly)`,
    `(?:chest)${W2}(?:hurts?|pain|tight|crushing|exploding)${W3}(?:cant breathe|breathe|arm|faint|dying|heart attack)`,
    `(?:call|need|get|send)${W1}(?:me )?(?:an )?ambulance`,
    `(?:bleeding)${W2}(?:wont stop|heavily|badly|so much|everywhere|not stopping)`,
    `(?:im|i am) (?:going to|about to|gonna) (?:pass out|lose consciousness)`,
  ]),
  phrase('eating_disorder', [
    `(?:havent|not|stopped|refuse to|refusing to|cant|scared to|afraid to|dont)${W1}?(?:eaten|eat|eating)${W2}(?:in|for|anything in)${W1}(?:days|a week|weeks|\\d+ days|three days|four days|five days)`,
    `(?:make|making|made|force|forcing) my ?self (?:to )?(?:throw up|vomit|puke|sick)`,
    `(?:purg(?:e|ed|ing)|bing(?:e|ed|ing|eing))${W1}(?:and|after|every|then|my|again|cycle|daily)${W1}?(?:purg(?:e|ed|ing)|throw|vomit|meal|meals|food|eating|laxatives)?`,
    `(?:my|have|had|with|from|relapsed|relapse|relapsing|im|am|was)${W2}(?:anorexia|anorexic|bulimia|bulimic|eating disorder)(?! (?:awareness|movie|book))`,
    `(?:laxatives|diet pills)${W2}(?:to|every|for|and)${W1}(?:lose|day|weight|purge|thin|skinny)`,
    `(?:starv(?:e|ing|ed)) my ?self`,
  ]),
  phrase('substance_use', [
    `(?:drink|drinking|drunk|high|using|shoot(?:ing)? up|stoned)(?! (?:coffee|water|tea|milk|soda|juice|it|my|the|this))(?: (?:alcohol|vodka|wine|beer|whiskey|heavily|alone|almost|pretty much|myself|again|basically|drugs|weed|meth|heroin)){0,2} (?:every (?:single )?(?:day|night|morning)|all day|to (?:cope|numb|forget|escape|feel nothing|pass out|get through)|until i (?:black ?out|pass out))`,
    `(?:addicted to|hooked on|relapsed on|withdrawal from|withdrawing from|detoxing from) (?:heroin|meth|cocaine|coke|opioids?|opiates|oxy|oxycodone|fentanyl|xanax|benzos|alcohol|pills|crack|drugs|painkillers|percs?|adderall)`,
    `(?:i|im|ive|been)${W2}(?:shooting|injecting|snorting|smoking) (?:heroin|meth|fentanyl|coke|cocaine|crack|oxy)`,
    `(?:mix(?:ed|ing)?|took|taking)${W2}(?:pills|xanax|benzos|percs?|oxy|painkillers)${W2}(?:with|and) (?:alcohol|vodka|liquor|drinking|booze|whiskey)`,
    `(?:blackout|blacked out|black out)${W1}(?:drunk|drinking)${W2}(?:every|again|most)`,
  ]),
  phrase('losing_touch_with_reality', [
    `(?:voices?)${W2}(?:in my head|tell(?:ing|s)? me|are (?:so )?loud|wont stop|command(?:ing)? me|whisper(?:ing)?)`,
    `(?:they|people|government|fbi|someone)${W1}?(?:are|is|have|has|re)?${W1}?(?:planted|implanted|put|inserted)${W2}(?:chip|device|microchip|camera|tracker)${W1}(?:in|inside|into) (?:my|me)`,
    `(?:theyre|they are)${W1}?(?:watching|following|spying on|coming for) me${W1}(?:through|everywhere|all the time|from|in my)`,
    `(?:hear|hearing|heard) voices(?! (?:in the|from|outside|next door|down|upstairs|on the|coming))`,
    `(?:tv|television|radio)${W2}(?:talks?|talking|speaks?|speaking|sends?|sending)${W1}(?:to |about |messages to )?me`,
  ]),
  phrase('concern_for_another', [
    `my${W1}?(?:friend|best friend|roommate|brother|sister|girlfriend|boyfriend|gf|bf|classmate|mom|mum|dad|mother|father|son|daughter|cousin|partner|wife|husband|ex)(?: [a-z]+){0,5} (?:(?:kill|hurt|hang|shoot|cut) (?:him|her|them) ?self|kill (?:him|her|them)selves|suicidal|end (?:his|her|their) life|overdosed|self harm(?:s|ing)?|cutting (?:him|her|them)self|wants to die|tried to die|going to jump)(?! (?:years|long) ago)`,
    `(?:he|she|they)(?: [a-z]+){0,2} (?:threaten(?:s|ed|ing)?|going|wants|want|tried|planning|trying|talking|talks|says|said|told me)(?: [a-z]+){0,4} (?:kill(?:ing)? (?:him|her|them) ?sel(?:f|ves)|suicide|end(?:ing)? (?:his|her|their) life|wants to die)`,
  ]),
];
