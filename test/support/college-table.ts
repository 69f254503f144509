import path from 'node:path';
import { CollegeImporter } from '../../src/domain/colleges/import/college-importer';
import type { TestApp } from './test-app';

/** The table with which an installation begins. */
export const STARTER_TABLE = path.resolve(__dirname, '../../starter/colleges.csv');

/** Fills the table of colleges as a first start does. */
export async function fillColleges(app: TestApp): Promise<void> {
  await app.trellis.app.get(CollegeImporter, { strict: false }).fillWhenEmpty(STARTER_TABLE);
}
