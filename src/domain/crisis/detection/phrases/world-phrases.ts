import { phrase, scriptPhrase, type Phrase } from '../phrase';

/** Short families in languages besides English; plain text has neither accents nor apostrophes. */
export const WORLD_PHRASES: readonly Phrase[] = [
  // Spanish
  phrase(
    'wish_to_be_dead',
    [
      '(?:quiero|quisiera|deseo|necesito|ojala) (?:me )?(?:morir(?:me)?|estar muert[oa]|muera|no despertar|desaparecer para siempre)',
      'no quiero (?:seguir )?(?:vivir|viviendo|existir|estar vivo|estar viva|despertar)(?: mas)?',
      'no vale la pena (?:seguir )?vivi(?:r|endo)',
      'mejor (?:muert[oa]|sin mi)',
    ],
    'plain',
  ),
  phrase(
    'suicidal_thoughts',
    [
      '(?:matarme|suicidarme|quitarme la vida|acabar con mi vida|terminar con mi vida)',
      '(?:me quiero|me voy a|voy a|pienso en|quiero) (?:matar|suicidar)(?:me)?',
      '(?:pensamientos|ideas) suicidas',
    ],
    'plain',
  ),
  phrase('self_harm', ['(?:me corto|cortarme|me hago dano|hacerme dano|autolesion\\w*)'], 'plain'),
  phrase(
    'abuse',
    ['mi (?:papa|padre|mama|madre|padrastro|novio|esposo|marido) me (?:pega|golpea|viola|abusa)'],
    'plain',
  ),
  // French
  phrase(
    'wish_to_be_dead',
    [
      '(?:je veux|jai envie de|je voudrais|je souhaite) (?:mourir|crever|etre mort[e]?|disparaitre pour toujours|ne plus exister)',
      '(?:je )?(?:ne )?(?:veux|peux) plus vivre',
      '(?:je serais|tout le monde serait) mieux (?:mort[e]?|sans moi)',
    ],
    'plain',
  ),
  phrase(
    'suicidal_thoughts',
    [
      '(?:me suicider|me tuer|mettre fin a (?:mes jours|ma vie)|en finir avec la vie|pensees suicidaires|idees suicidaires|idees noires)',
    ],
    'plain',
  ),
  phrase(
    'self_harm',
    ['(?:je me (?:coupe|scarifie|mutile|fais du mal)|me scarifier|me mutiler|me faire du mal)'],
    'plain',
  ),
  // German
  phrase(
    'wish_to_be_dead',
    [
      'ich (?:will|mochte|wurde gerne?|wunschte) (?:nur |einfach |nur noch )?(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen|existieren))',
      '(?:will|mochte|kann) (?:ich )?nicht mehr leben',
      'ohne mich (?:besser dran|ware alles besser)',
      'ich ware (?:lieber|besser) tot',
    ],
    'plain',
  ),
  phrase(
    'suicidal_thoughts',
    [
      '(?:mich umbringen|mich toten|mir das leben nehmen|mein leben beenden|selbstmordgedanken|suizidgedanken|bring(?:e)? mich um|selbstmord begehen|suizidal)',
    ],
    'plain',
  ),
  phrase(
    'self_harm',
    [
      '(?:ich ritze mich|mich ritzen|mich selbst verletzen|ich verletze mich selbst|selbstverletzung)',
    ],
    'plain',
  ),
  phrase(
    'abuse',
    ['mein (?:vater|stiefvater|freund|mann) (?:schlagt|missbraucht|verprugelt) mich'],
    'plain',
  ),
  // Indonesian
  phrase(
    'wish_to_be_dead',
    [
      '(?:aku|saya|gue|gw|gua)?(?: \\w+){0,2} ?(?:ingin|pengen|pengin|mau|pingin|pgn|lebih baik|mending) (?:banget |aja |saja )?(?:mati|meninggal|menghilang selamanya|tidur selamanya)(?! (?:lampu|listrik|ketawa|gaya))',
      'tidur (?:selamanya|dan (?:nggak|gak|ga|tidak|tak) bangun(?: lagi)?)',
      '(?:nggak|gak|ga|tidak|tak|ngga|enggak) (?:mau|ingin|pengen|sanggup|kuat) (?:lagi )?hidup(?: lagi)?',
      'biar(?:in|kan) (?:aja |saja )?(?:aku|saya|gue) mati',
      '(?:nggak|gak|ga|tidak) (?:ada|punya) (?:alasan|gunanya|guna)(?: buat| untuk)? hidup',
      'capek hidup',
    ],
    'plain',
  ),
  phrase(
    'suicidal_thoughts',
    [
      '(?:bunuh diri|bundir|mengakhiri hidup(?:ku)?|akhiri (?:hidup(?:ku)?|semuanya|semua ini)|menghabisi nyawa(?:ku)?)',
    ],
    'plain',
  ),
  phrase(
    'suicide_method',
    [
      '(?:loncat|lompat|terjun)(?: \\w+){0,4} (?:jembatan|gedung|rel|kereta|lantai|balkon|atap|jembatan layang)',
      '(?:gantung diri|minum racun|nyilet|iris nadi|potong nadi)',
    ],
    'plain',
  ),
  phrase(
    'suicide_preparation',
    [
      '(?:nulis|tulis|menulis|bikin)(?: \\w+){0,2} (?:surat wasiat|surat perpisahan|surat terakhir)',
      '(?:beli|bawa|siapin|nyiapin|punya)(?: \\w+){0,2} (?:racun|tali|obat tidur|silet)',
      '(?:di|depan) (?:rel kereta|atas jembatan|tepi jembatan|atap gedung)',
      '(?:selamat tinggal)(?: \\w+){0,3} (?:selama ini|semuanya|dunia)',
    ],
    'plain',
  ),
  phrase(
    'suicide_attempt',
    [
      '(?:udah|sudah|barusan|baru aja)(?: \\w+){0,2} (?:minum|nelen|telan|menelan)(?: \\w+){0,3} (?:racun|pil|obat)(?! (?:flu|batuk|maag|dari dokter))',
    ],
    'plain',
  ),
  phrase(
    'self_harm',
    [
      '(?:nyakitin|menyakiti|lukai|melukai|nyilet|ngelukain|sayat|menyayat|nyayat|jedotin|jedukin|nyulut)(?: \\w+){0,3} (?:diri|tangan(?:ku)?|kepala(?:ku)?|lengan(?:ku)?|kulit|tubuh(?:ku)?|badan(?:ku)?)',
      'self ?harm',
    ],
    'plain',
  ),
  phrase(
    'abuse',
    [
      '(?:nampar|mukul(?:in|i)?|memukul(?:i)?|gebukin|nendang|ngancem|ngancam|mengancam|memperkosa|perkosa|cekik|nyekik|melecehkan|banting|lempar)(?: \\w+){0,4} (?:aku|gue|saya|ku|kakiku|wajahku|kepalaku|lebam|ngabisin|bibirku)',
      '(?:takut|ga berani|gak berani) pulang(?: ke rumah)?',
      '(?:ngunci|mengunci|ngurung) (?:aku|gue|saya)',
      '(?:diperkosa|dilecehkan|dipukulin|digebukin|disiksa)',
    ],
    'plain',
  ),
  phrase(
    'medical_emergency',
    ['(?:panggil(?:in|kan)?|butuh) ambulan(?:s|ce)', '(?:overdosis|keracunan)'],
    'plain',
  ),
  phrase(
    'losing_touch_with_reality',
    [
      '(?:nanem|tanam|menanam|pasang) chip',
      '(?:mereka|suara(?:nya)?)(?: \\w+){0,4} (?:ngejar|mengejar|ngebunuh|mau bunuh|nyuruh|menyuruh|bisik)(?: \\w+){0,3} (?:aku|gue|saya|diriku)',
    ],
    'plain',
  ),
  phrase(
    'danger_to_others',
    [
      '(?:harus|mau|pengen|akan) (?:bakar|bunuh|tusuk)(?: \\w+){0,3} (?:rumah|mereka|dia|orang)(?! \\w+ (?:di game))',
    ],
    'plain',
  ),
  phrase(
    'hopelessness',
    [
      '(?:udah|sudah) (?:nggak|gak|ga|tidak|tak) (?:kuat|sanggup|tahan)(?: lagi)?',
      '(?:nggak|gak|ga|tidak) (?:punya|ada) siapa ?siapa',
      'putus asa',
    ],
    'plain',
  ),
  // Chinese
  scriptPhrase('wish_to_be_dead', [
    '不想活',
    '想死(?!你|我了)',
    '活不下去',
    '活着没(?:有)?意思',
    '活著沒(?:有)?意思',
    '生不如死',
    '一死了之',
  ]),
  scriptPhrase('suicidal_thoughts', [
    '(?:想|要|打算|准备|準備)自[杀殺]',
    '自[杀殺]的?(?:念头|念頭|想法)',
    '[结結]束(?:我的|自己的)?生命',
    '了[结結]自己',
    '[轻輕]生的?(?:念头|念頭|想法)',
  ]),
  scriptPhrase('suicide_method', ['(?:我|想|要)(?:去)?跳[楼樓]', '割腕', '上吊']),
  scriptPhrase('self_harm', ['自[残殘]', '(?:伤害|傷害)自己', '割自己']),
  scriptPhrase('abuse', [
    '(?:爸爸?|父[亲親]|[妈媽][妈媽]?|男朋友|老公|丈夫)(?:总是|總是|天天|经常|又|會|会)?打我',
    '(?:被|遭)(?:强奸|強姦|性侵|家暴)',
  ]),
  // Hindi
  scriptPhrase('wish_to_be_dead', [
    'मरना चाहत',
    'मर जाना चाहत',
    'जीना नहीं चाहत',
    'जीने का मन नहीं',
    'जीने की इच्छा नहीं',
    'मर जाऊ',
  ]),
  scriptPhrase('suicidal_thoughts', [
    'आत्महत्या (?:करना|करने|कर ल|के बारे|के विचार)',
    'खुदकुशी (?:करना|करने|कर ल)',
    'अपनी जान (?:लेना|ले लूं|दे दूं|देना)',
    'खुद को (?:मार|खत्म)',
  ]),
  scriptPhrase('self_harm', ['खुद को (?:चोट|नुकसान|काट)']),
  // Arabic
  scriptPhrase('wish_to_be_dead', [
    '(?:اريد|أريد|بدي|ابي|عايز|عاوز|اتمنى|أتمنى) (?:ان |أن )?(?:اموت|أموت|الموت)',
    'لا (?:اريد|أريد) (?:ان |أن )?(?:اعيش|أعيش|العيش)',
    'مش عايز اعيش',
    'ما بدي عيش',
  ]),
  scriptPhrase('suicidal_thoughts', [
    '(?:اقتل|أقتل) نفسي',
    '(?:سانتحر|سأنتحر|انتحر|أنتحر)',
    '(?:افكر|أفكر) (?:في |ب)(?:ال)?انتحار',
    '(?:انهي|أنهي|انهاء|إنهاء) حياتي',
  ]),
  scriptPhrase('self_harm', ['(?:اؤذي|أؤذي|اجرح|أجرح|إيذاء|ايذاء) نفسي']),
];
