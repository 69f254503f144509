import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CoursesService } from '../courses/courses.service';
import { OfferingsService } from '../courses/offerings.service';
import { EnrollmentsService } from '../enrollments/enrollments.service';

const FIRST = { skip: 0, limit: 1 };

/** Opens a term of the demo's course and puts its student into it. */
@Injectable()
export class DemoEnrollmentSeeder {
  constructor(
    private readonly courses: CoursesService,
    private readonly offerings: OfferingsService,
    private readonly enrollments: EnrollmentsService,
  ) {}

  /** Does nothing where the student takes something already. Call it inside a transaction. */
  async seed(author: Actor, student: Actor, universityId: number): Promise<void> {
    const [course] = await this.courses.list(author, universityId, FIRST);
    if (course === undefined) return;
    if ((await this.enrollments.listOwn(student, FIRST)).length > 0) return;
    const [present] = await this.offerings.listOfCourse(author, course.id, FIRST);
    const offering =
      present ??
      (await this.offerings.create(author, course.id, {
        termName: 'Open term',
        startsAt: null,
        endsAt: null,
        enrollmentStart: null,
        enrollmentEnd: null,
        visibility: 'PUBLIC',
        capacity: null,
      }));
    await this.enrollments.enroll(student, offering.id);
  }
}
