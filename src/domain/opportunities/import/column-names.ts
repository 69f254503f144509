/** What a file may say about an opportunity, whatever it calls it. */
export type Column =
  | 'name'
  | 'organization'
  | 'description'
  | 'eligibility'
  | 'requirements'
  | 'amount'
  | 'deadline'
  | 'lastDeadline'
  | 'expectedDeadline'
  | 'opens'
  | 'url'
  | 'secondUrl'
  | 'sourceUrl'
  | 'sourceName'
  | 'status'
  | 'notAvailable'
  | 'seenOn'
  | 'type'
  | 'scope'
  | 'minGpa'
  | 'grades'
  | 'states'
  | 'countries'
  | 'cities'
  | 'citizenship'
  | 'fields'
  | 'financialNeed'
  | 'maxIncome'
  | 'awards'
  | 'otherConditions'
  | 'resumeRequired'
  | 'coverLetterRequired'
  | 'transcriptRequired'
  | 'letters'
  | 'enrollmentProof'
  | 'essayRequired'
  | 'feeRequired';

/** The names a column goes by, in letters and digits alone; the earlier one counts where two are filled. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  name: [
    'name',
    'title',
    'scholarshipname',
    'opportunityname',
    'programname',
    'awardname',
    'competitionname',
    'internshipname',
    'scholarshiptitle',
    'scholarship',
    'opportunity',
    'program',
    'programme',
    'competition',
    'internship',
    'position',
  ],
  organization: [
    'organization',
    'organisation',
    'sponsor',
    'provider',
    'institution',
    'foundation',
    'company',
    'companyname',
    'host',
    'agency',
    'offeredby',
    'donor',
    'school',
    'university',
  ],
  description: ['description', 'summary', 'about', 'details', 'overview', 'purpose'],
  eligibility: [
    'eligibility',
    'criteriainfo',
    'eligibilitycriteria',
    'eligibilityrequirements',
    'eligibilitynotes',
    'criteria',
    'whocanapply',
    'gate',
  ],
  requirements: [
    'requirements',
    'needs',
    'applicationrequirements',
    'requireddocuments',
    'howtoapply',
    'applicationnotes',
    'submissioninfo',
  ],
  amount: [
    'amount',
    'awardamount',
    'amountusd',
    'awardamountusd',
    'award',
    'fundingamount',
    'value',
    'awardvalue',
    'prize',
    'stipend',
  ],
  deadline: [
    'deadline',
    'submissiondeadline',
    'applicationdeadline',
    'duedate',
    'due',
    'closes',
    'closedate',
    'closingdate',
    'enddate',
  ],
  lastDeadline: ['lastyeardeadline', 'lastdeadline', 'previousdeadline', 'priordeadline'],
  expectedDeadline: [
    'tentativedeadline',
    'expecteddeadline',
    'estimateddeadline',
    'expectedwindow',
  ],
  opens: ['opens', 'opendate', 'openson', 'applicationopens', 'opendateon', 'openingdate', 'open'],
  url: [
    'applicationurl',
    'formurl',
    'applyurl',
    'applicationlink',
    'apply',
    'scholarshiplink',
    'url',
    'link',
    'website',
    'websiteurl',
    'scholarshipurl',
    'webpage',
  ],
  secondUrl: ['homepage'],
  sourceUrl: ['sourceurl', 'sourcelink', 'source'],
  sourceName: ['sourcename'],
  status: ['status', 'availability'],
  notAvailable: ['isnotavailable', 'isclosed', 'closed', 'discontinued'],
  seenOn: [
    'seenon',
    'lastchecked',
    'lastverified',
    'lastseen',
    'verifiedon',
    'updatedat',
    'scrapedat',
    'dateupdated',
  ],
  type: ['type', 'opportunitytype', 'fundingtype', 'category'],
  scope: ['scope'],
  minGpa: ['mingpa', 'gpamin', 'minimumgpa', 'gparequirement', 'mingpaunweighted', 'gpa'],
  grades: ['grades', 'gradelevels', 'gradelevel', 'eligiblegrades', 'gradeyear'],
  states: ['states', 'state', 'province', 'stateresidency', 'residency'],
  cities: ['city', 'cities'],
  countries: ['countries', 'country'],
  citizenship: ['citizenship', 'citizenships'],
  fields: [
    'fields',
    'field',
    'majors',
    'major',
    'fieldofstudy',
    'eligibleprograms',
    'educationfield',
    'focusareas',
    'subject',
  ],
  financialNeed: ['financialneed', 'needbased', 'pelleligible', 'isneedbased'],
  maxIncome: ['maxincome', 'incomemax', 'maxhouseholdincome', 'incomelimit'],
  awards: ['awardsperyear', 'numberavailablescholarships', 'numberofawards', 'awardsavailable'],
  otherConditions: [
    'femaleonly',
    'womenonly',
    'demographics',
    'ethnicity',
    'heritage',
    'religion',
    'disability',
  ],
  resumeRequired: ['resumerequired'],
  coverLetterRequired: ['coverletterrequired'],
  transcriptRequired: ['transcriptrequired'],
  letters: ['referenceletterrequired', 'recommendationletters', 'lettersrequired'],
  enrollmentProof: ['enrollmentproofrequired'],
  essayRequired: ['essayrequired'],
  feeRequired: ['applicationfee', 'entryfee', 'feerequired', 'fee'],
};

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([column, names]) =>
    names.map((name, rank) => [name, { column: column as Column, rank }] as const),
  ),
);

/** Which column a heading means and how good a name it is (0 is best); null for none of them. */
export function columnNamed(heading: string): { column: Column; rank: number } | null {
  const plain = heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9$]/g, '')
    .replace('$', 'usd');
  return BY_NAME.get(plain) ?? null;
}

/** Whether the heading itself says that its numbers are US dollars. */
export function isDollarHeading(heading: string): boolean {
  return /\busd\b|_usd$|\$|US dollars/i.test(heading);
}
