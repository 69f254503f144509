import type { PersonalDataHolder } from './personal-data-holder';

/** Everything that keeps personal data outside plain tables; bound in the privacy module. */
export const PERSONAL_DATA_HOLDERS = Symbol('personal data holders');

/** In the order in which an erasure asks them. */
export type PersonalDataHolders = readonly PersonalDataHolder[];
