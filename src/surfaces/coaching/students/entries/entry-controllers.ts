import { ACTIVITIES } from './activities.dto';
import { AWARDS } from './awards.dto';
import { COMMUNICATIONS } from './communications.dto';
import { COURSES_TAKEN } from './courses.dto';
import { DOCUMENTS } from './documents.dto';
import { entryController } from './entry-controller';
import { GOALS } from './goals.dto';
import { TARGET_COLLEGES } from './target-colleges.dto';
import { TEST_SCORES } from './test-scores.dto';

/** The routes of every kind of entry of a student's record. */
export const ENTRY_CONTROLLERS = [
  entryController(TEST_SCORES),
  entryController(COURSES_TAKEN),
  entryController(ACTIVITIES),
  entryController(AWARDS),
  entryController(DOCUMENTS),
  entryController(TARGET_COLLEGES),
  entryController(GOALS),
  entryController(COMMUNICATIONS),
];
