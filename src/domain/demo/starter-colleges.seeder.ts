import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { CollegeImporter } from '../colleges/import/college-importer';

/** Gives a fresh installation the colleges that it begins with. */
@Injectable()
export class StarterCollegesSeeder {
  constructor(private readonly colleges: CollegeImporter) {}

  /**
   * Does nothing where there are colleges already.
   *
   * @param folder where `colleges.csv` lies.
   */
  async seed(folder: string): Promise<void> {
    await this.colleges.fillWhenEmpty(join(folder, 'colleges.csv'));
  }
}
