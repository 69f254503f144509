import { detectByRules } from './crisis-rules';
import type { SeverityBand } from './severity-band';

const bandOfText = (text: string): SeverityBand =>
  detectByRules([{ source: 'content', text }]).band;

describe('The crisis rules', () => {
  it.each([
    'I want to die.',
    "I don't want to live anymore",
    'I wish I was never born and I hope I dont wake up tomorrow',
    'Everyone would be better off without me',
    'there is no reason to go on living',
    'Sometimes I hope a car hits me on the way to school',
    "I've been cutting myself again",
    'I used to cut my wrists in high school',
    'I tried to kill myself two years ago',
    'My dad hits me when I get a bad grade',
    'I am scared to go home because he said he would kill me',
    'My best friend told me she wants to kill herself',
    'the voices tell me to hurt myself',
    'the only reason I haven’t killed myself is my dog',
    'I cant stop thinking about suicide',
    'I make myself throw up after every meal',
    'I kind of want to disappear forever',
    'i have the pills in my hand right now',
    'My uncle touches me at night and I am scared',
    "I don't feel safe at home, my stepdad beats me",
    'I just want to sleep and never wake up',
    'My brother killed himself last month and I cant focus on my essays',
  ])('detect: %s', (text) => {
    expect(bandOfText(text)).not.toBe('low');
  });

  it.each([
    'I am going to kill myself tonight',
    'I wrote my goodbye letters, by the time you read this I will be gone',
    'I bought a rope to hang myself with',
    'I just took a whole bottle of pills, goodbye',
    'I have a plan to kill myself on friday',
    "I'm standing on the bridge right now",
  ])('call imminent: %s', (text) => {
    expect(bandOfText(text)).toBe('imminent');
  });

  it.each([
    'I have been thinking about killing myself',
    'I want to jump off a bridge',
    'I want to shoot everyone at my school',
    'im thinking of overdosing on my meds',
  ])('call at least high: %s', (text) => {
    expect(['high', 'imminent']).toContain(bandOfText(text));
  });

  it.each([
    'This exam is killing me',
    'I need to kill time before class',
    'I was dying of laughter, lol',
    'My phone is dead and my battery died',
    'How do I kill a child process in Python?',
    'I am not suicidal, I just have a lot of homework',
    'I would never kill myself',
    "I don't want to die, I love my life",
    'I want to die of embarrassment',
    'In my novel the main character kills himself at the end',
    'For English class: why does Romeo want to die after Juliet is gone?',
    'What were the causes of the Rwandan genocide?',
    'I want to kill it at the presentation',
    'My essay about suicide prevention is due on Monday',
    'I killed my math test',
    'I cut my hair and my sister hates it',
    'I want to end my essay with a quote',
    'I could murder a pizza',
    'We shot a video for the robotics club',
    'I took all my AP exams this week and I am tired',
    'I wish I could disappear from this group chat lol',
    'I want to be done with calculus',
    'My deadline is tomorrow and I have not started',
    'I jumped off the diving board at practice',
    'I hung out on the roof of the school with my friends',
    'I hate my physics teacher',
    'What is the best way to end my college essay?',
    'I want to leave this school',
    'I was hospitalized for appendicitis in March',
    'I have so many attempts left on this quiz, my last attempt was bad',
    'Can you help me cut my essay to 650 words?',
    'My goal is to die hard fan level at trivia',
    'I overdosed on coffee during finals lol',
    'How do I shoot a basketball better?',
    'I have a gun safety class on Saturday',
    'I feel stressed about finals and I cannot sleep',
    "I'm dead, that meme is so funny",
    'i will hang the poster on my wall',
    'I need help with question 3, I give up',
    'My mom will kill me if I fail this test',
    'I want to take my own life story and turn it into an essay',
    'I drink coffee every day to get through homework',
    'I just want this week to be over',
    'I would rather die than take that class',
    'this class makes me want to die',
    "I'm going to die if I fail this test",
    'Goodbye everyone, see you Monday!',
    'this is my last day at the summer job',
    'what is the point of living off campus',
    'my dad hits me up for rides',
    'There is no point in going on with this proof',
    "Explain Durkheim's theory of suicide",
    "I can't do this anymore, this math is impossible",
  ])('stay low: %s', (text) => {
    expect(bandOfText(text)).toBe('low');
  });

  it.each([
    'i w4nt to k1ll mys3lf',
    'I want to k i l l   m y s e l f',
    'I want to kill my\u200bself',
    'I WANT TO DIEEEEE',
    'i want to k*ll myself',
    'i want to ki\u00adll myself',
    'I want to unalive myself',
    'kms, i mean it, i want to die',
    'I don`t want to live',
    'I dont  want\nto   live',
    'I want to су\u0456cide myself, I want to die',
  ])('see through the disguise of %j', (text) => {
    expect(bandOfText(text)).not.toBe('low');
  });

  it.each([
    ['Spanish', 'Ya no quiero vivir, quiero morir'],
    ['Spanish', 'A veces pienso en suicidarme'],
    ['French', "J'ai envie de mourir"],
    ['French', 'Je veux me suicider'],
    ['German', 'Ich will nicht mehr leben'],
    ['German', 'Ich möchte mich umbringen'],
    ['Indonesian', 'Aku pengen bunuh diri'],
    ['Indonesian', 'aku nggak mau hidup lagi'],
    ['Chinese', '我不想活了'],
    ['Chinese', '我想自杀'],
    ['Hindi', 'मैं मरना चाहता हूँ'],
    ['Hindi', 'मैं आत्महत्या करना चाहता हूँ'],
    ['Arabic', 'أريد أن أموت'],
    ['Arabic', 'أفكر في الانتحار'],
  ])('know %s: %s', (_, text) => {
    expect(bandOfText(text)).not.toBe('low');
  });

  it('look at the whole conversation, not only the last message', () => {
    const detection = detectByRules([
      { source: 'turn:1', text: 'I have been thinking about killing myself.' },
      { source: 'turn:2', text: 'Anyway. What is a derivative?' },
    ]);
    expect(detection.isDetected).toBe(true);
    expect(detection.spans[0]).toMatchObject({ source: 'turn:1', foundBy: 'rules' });
  });

  it('name the words to the letter, where they stand in the original', () => {
    const text = 'Hello! \u200bI\u2019m so  tired. I  want to k1ll   mysélf… ok?';
    const { spans } = detectByRules([{ source: 'content', text }]);
    expect(spans.length).toBeGreaterThan(0);
    for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);
    expect(spans.map(({ quote }) => quote)).toContain('k1ll   mysélf');
  });

  it('weigh a denial, a joke and somebody else less than the thing itself', () => {
    const score = (text: string) => detectByRules([{ source: 'content', text }]).score;
    const plain = score('I want to kill myself');
    expect(score("I don't want to kill myself")).toBeLessThan(plain);
    expect(score('lol I want to kill myself')).toBeLessThan(plain);
    expect(score('He told me he would kill myself in the movie')).toBeLessThan(plain);
  });

  it('find nothing in nothing', () => {
    expect(detectByRules([])).toEqual({ score: 0, band: 'low', isDetected: false, spans: [] });
    expect(detectByRules([{ source: 'content', text: '' }]).score).toBe(0);
  });

  it.each([
    ['one word for ever', 'i want to '],
    ['letters', 'a '],
    ['spelled words', 'k i l l '],
    ['no words', ', ,'],
    ['phrases', 'i have had my suicide '],
    ['a denial', 'i dont never not '],
    ['one letter', 'a'],
  ])('read 100 kB of %s in time that grows with the length only', (_, piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const begun = performance.now();
    detectByRules([{ source: 'content', text }]);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
