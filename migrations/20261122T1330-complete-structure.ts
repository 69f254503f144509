import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ISO 3166-1: the two-letter code of each country, then its usual English name. */
const COUNTRIES = `
  AD Andorra
  AE United Arab Emirates
  AF Afghanistan
  AG Antigua & Barbuda
  AI Anguilla
  AL Albania
  AM Armenia
  AO Angola
  AQ Antarctica
  AR Argentina
  AS American Samoa
  AT Austria
  AU Australia
  AW Aruba
  AX Åland Islands
  AZ Azerbaijan
  BA Bosnia & Herzegovina
  BB Barbados
  BD Bangladesh
  BE Belgium
  BF Burkina Faso
  BG Bulgaria
  BH Bahrain
  BI Burundi
  BJ Benin
  BL St Barthélemy
  BM Bermuda
  BN Brunei
  BO Bolivia
  BQ Caribbean NL
  BR Brazil
  BS Bahamas
  BT Bhutan
  BV Bouvet Island
  BW Botswana
  BY Belarus
  BZ Belize
  CA Canada
  CC Cocos (Keeling) Islands
  CD Congo (Democratic Republic)
  CF Central African Rep.
  CG Congo (Republic)
  CH Switzerland
  CI Côte d'Ivoire
  CK Cook Islands
  CL Chile
  CM Cameroon
  CN China
  CO Colombia
  CR Costa Rica
  CU Cuba
  CV Cabo Verde
  CW Curaçao
  CX Christmas Island
  CY Cyprus
  CZ Czechia
  DE Germany
  DJ Djibouti
  DK Denmark
  DM Dominica
  DO Dominican Republic
  DZ Algeria
  EC Ecuador
  EE Estonia
  EG Egypt
  EH Western Sahara
  ER Eritrea
  ES Spain
  ET Ethiopia
  FI Finland
  FJ Fiji
  FK Falkland Islands
  FM Micronesia
  FO Faroe Islands
  FR France
  GA Gabon
  GB United Kingdom
  GD Grenada
  GE Georgia
  GF French Guiana
  GG Guernsey
  GH Ghana
  GI Gibraltar
  GL Greenland
  GM Gambia
  GN Guinea
  GP Guadeloupe
  GQ Equatorial Guinea
  GR Greece
  GS South Georgia & the South Sandwich Islands
  GT Guatemala
  GU Guam
  GW Guinea-Bissau
  GY Guyana
  HK Hong Kong
  HM Heard Island & McDonald Islands
  HN Honduras
  HR Croatia
  HT Haiti
  HU Hungary
  ID Indonesia
  IE Ireland
  IL Israel
  IM Isle of Man
  IN India
  IO British Indian Ocean Territory
  IQ Iraq
  IR Iran
  IS Iceland
  IT Italy
  JE Jersey
  JM Jamaica
  JO Jordan
  JP Japan
  KE Kenya
  KG Kyrgyzstan
  KH Cambodia
  KI Kiribati
  KM Comoros
  KN St Kitts & Nevis
  KP North Korea
  KR South Korea
  KW Kuwait
  KY Cayman Islands
  KZ Kazakhstan
  LA Laos
  LB Lebanon
  LC St Lucia
  LI Liechtenstein
  LK Sri Lanka
  LR Liberia
  LS Lesotho
  LT Lithuania
  LU Luxembourg
  LV Latvia
  LY Libya
  MA Morocco
  MC Monaco
  MD Moldova
  ME Montenegro
  MF St Martin (French part)
  MG Madagascar
  MH Marshall Islands
  MK North Macedonia
  ML Mali
  MM Myanmar
  MN Mongolia
  MO Macao
  MP Northern Mariana Islands
  MQ Martinique
  MR Mauritania
  MS Montserrat
  MT Malta
  MU Mauritius
  MV Maldives
  MW Malawi
  MX Mexico
  MY Malaysia
  MZ Mozambique
  NA Namibia
  NC New Caledonia
  NE Niger
  NF Norfolk Island
  NG Nigeria
  NI Nicaragua
  NL Netherlands
  NO Norway
  NP Nepal
  NR Nauru
  NU Niue
  NZ New Zealand
  OM Oman
  PA Panama
  PE Peru
  PF French Polynesia
  PG Papua New Guinea
  PH Philippines
  PK Pakistan
  PL Poland
  PM St Pierre & Miquelon
  PN Pitcairn
  PR Puerto Rico
  PS Palestine
  PT Portugal
  PW Palau
  PY Paraguay
  QA Qatar
  RE Réunion
  RO Romania
  RS Serbia
  RU Russia
  RW Rwanda
  SA Saudi Arabia
  SB Solomon Islands
  SC Seychelles
  SD Sudan
  SE Sweden
  SG Singapore
  SH St Helena
  SI Slovenia
  SJ Svalbard & Jan Mayen
  SK Slovakia
  SL Sierra Leone
  SM San Marino
  SN Senegal
  SO Somalia
  SR Suriname
  SS South Sudan
  ST São Tomé & Príncipe
  SV El Salvador
  SX St Maarten (Dutch part)
  SY Syria
  SZ Eswatini
  TC Turks & Caicos Islands
  TD Chad
  TF French S. Terr.
  TG Togo
  TH Thailand
  TJ Tajikistan
  TK Tokelau
  TL East Timor
  TM Turkmenistan
  TN Tunisia
  TO Tonga
  TR Türkiye
  TT Trinidad & Tobago
  TV Tuvalu
  TW Taiwan
  TZ Tanzania
  UA Ukraine
  UG Uganda
  UM US minor outlying islands
  US United States
  UY Uruguay
  UZ Uzbekistan
  VA Vatican City
  VC St Vincent & the Grenadines
  VE Venezuela
  VG British Virgin Islands
  VI US Virgin Islands
  VN Vietnam
  VU Vanuatu
  WF Wallis & Futuna
  WS Samoa
  YE Yemen
  YT Mayotte
  ZA South Africa
  ZM Zambia
  ZW Zimbabwe
`;

/** The countries that universities stand in, and content for enrolled students only. */
export class CompleteStructure1795354200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE countries (
        code text PRIMARY KEY,
        name text NOT NULL
      )`);
    const countries = COUNTRIES.trim()
      .split('\n')
      .map((line) => line.trim());
    await runner.query(
      `INSERT INTO countries (code, name)
       SELECT * FROM unnest($1::text[], $2::text[])`,
      [countries.map((line) => line.slice(0, 2)), countries.map((line) => line.slice(3))],
    );
    // What an installation wrote before this list existed stays valid under its code.
    await runner.query(`
      INSERT INTO countries (code, name)
      SELECT DISTINCT country_code, country_code FROM universities ON CONFLICT DO NOTHING`);
    await runner.query(`
      ALTER TABLE universities
        ADD CONSTRAINT universities_country FOREIGN KEY (country_code) REFERENCES countries`);
    await runner.query(`CREATE INDEX universities_of_country ON universities (country_code, id)`);
    await runner.query(`CREATE INDEX courses_of_department ON courses (department_id)`);
    await runner.query(`CREATE INDEX content_items_of_type ON content_items (content_type_id, id)`);
    await runner.query(`
      ALTER TABLE content_items ADD COLUMN is_gated boolean NOT NULL DEFAULT false`);
    await runner.query(`
      COMMENT ON COLUMN content_items.is_gated IS
        'Students see the item only while enrolled in an offering of its course'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE content_items DROP COLUMN is_gated`);
    await runner.query(`DROP INDEX content_items_of_type, courses_of_department`);
    await runner.query(`DROP INDEX universities_of_country`);
    await runner.query(`ALTER TABLE universities DROP CONSTRAINT universities_country`);
    await runner.query(`DROP TABLE countries`);
  }
}
