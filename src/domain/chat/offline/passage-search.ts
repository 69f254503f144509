import { Injectable } from '@nestjs/common';
import type { TutorRequest } from '../tutor';
import { bestPassages } from './passage-ranking';
import { type Passage, splitPassages } from './passages';
import { StemsRepository } from './stems.repository';

/** Finds what a lesson says about a question. */
@Injectable()
export class PassageSearch {
  constructor(private readonly stems: StemsRepository) {}

  /** The best-matching passages, best first; none when the lesson does not cover the question. */
  async find(
    request: Pick<TutorRequest, 'lesson' | 'locale'>,
    question: string,
    most: number,
  ): Promise<Passage[]> {
    const passages = splitPassages(request.lesson.body);
    if (passages.length === 0) return [];
    const texts = passages.map((passage) => `${passage.heading ?? ''}\n${passage.text}`);
    const [wanted = [], ...stems] = await this.stems.stemsOf([question, ...texts], request.locale);
    return bestPassages(wanted, stems, most).flatMap((index) => passages[index] ?? []);
  }
}
