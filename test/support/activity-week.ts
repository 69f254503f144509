import { ChatStudent } from './classroom';
import { type Person, person } from './people';
import { type School, school } from './school';
import type { Reply } from './http-client';
import type { TestApp } from './test-app';

const CHOICE = {
  id: 1,
  text: 'Which list can binary search use?',
  options: [
    { key: 'A', text: 'Any list', correct: false },
    { key: 'B', text: 'A sorted list', correct: true },
  ],
};
const ESSAY = { id: 2, kind: 'essay', text: 'Why?' };

/**
 * Three students learn for five days, by real requests; each method is one day of them. What every
 * day must bring in the reports is written in `DAYS`.
 */
export class ActivityWeek {
  private constructor(
    private readonly app: TestApp,
    readonly home: School,
    private readonly items: Readonly<Record<'talk' | 'quiz' | 'essay' | 'lab', number>>,
    private readonly students: Readonly<Record<'ada' | 'ben' | 'cleo', Person>>,
  ) {}

  private attempts: number[] = [];
  private submission = 0;
  private chat: ChatStudent | null = null;

  /** Opens the school before anybody learns. */
  static async prepare(app: TestApp): Promise<ActivityWeek> {
    const home = await school(app);
    const types = (await app.learning.get('/content-types/', home.admin)).body;
    const item = (type: string, title: string, data_json: object): Promise<number> =>
      home.create('/content/', {
        module_id: home.modules.c,
        course_id: home.courseId,
        content_type_id: types.find(({ name }: { name: string }) => name === type).id,
        title,
        data_json,
      });
    const items = {
      talk: await item('lesson', 'Talk', { body: '# Talk', questions: [CHOICE] }),
      quiz: await item('quiz', 'Quiz', { questions: [CHOICE] }),
      essay: await item('quiz', 'Essay', { questions: [ESSAY] }),
      lab: await item('lab', 'Lab', { instructions: 'Search.', solution: 'None.' }),
    };
    const students = { ada: await person(app), ben: await person(app), cleo: await person(app) };
    return new ActivityWeek(app, home, items, students);
  }

  /** Everybody enrols; Ada works through a lesson and talks about another. */
  async first(): Promise<void> {
    const { ada, ben, cleo } = this.students;
    for (const student of [ada, ben, cleo]) {
      await this.post('/enrollments/', { course_offering_id: this.home.offeringId }, student);
    }
    await this.report(ada, this.home.lessons[0], 40);
    await this.report(ada, this.home.lessons[0], 100);
    const chat = await ChatStudent.open(this.app, this.items.talk, ada);
    await chat.greet();
    await chat.answer(1, 'B');
  }

  /** Ben hears what Ada heard; he passes the quiz, Cleo fails. Ada writes things down. */
  async second(): Promise<void> {
    const { ada, ben, cleo } = this.students;
    this.chat = await ChatStudent.open(this.app, this.items.talk, ben);
    await this.chat.greet();
    await this.chat.answer(1, 'B');
    await this.attempt(ben, this.items.quiz, { question_id: 1, answer: 'B' });
    await this.attempt(cleo, this.items.quiz, { question_id: 1, answer: 'A' });
    await this.post('/notes/', { body: 'Halve it.', course_id: this.home.courseId }, ada);
    const card = await this.post(
      '/flashcards/',
      { front: 'What?', back: 'That.', course_id: this.home.courseId },
      ada,
    );
    for (const rating of ['GOOD', 'EASY']) {
      await this.post(`/flashcards/${card.body.id}/review`, { rating }, ada);
    }
  }

  /** Cleo writes an essay, Ben hands in a lab; Ada and Ben talk to each other and rate. */
  async third(): Promise<void> {
    const { ada, ben, cleo } = this.students;
    this.attempts = [
      await this.attempt(cleo, this.items.essay, { question_id: 2, answer: 'Order tells.' }),
    ];
    const lab = await this.post(
      '/assessments/lab-submissions',
      {
        content_item_id: this.items.lab,
        content: 'def search(): pass',
        course_offering_id: this.home.offeringId,
      },
      ben,
    );
    this.submission = lab.body.id;
    const thread = await this.post(
      `/courses/${this.home.courseId}/discussions`,
      { title: 'Halves', body: 'Of what?' },
      ada,
    );
    await this.post(`/discussions/${thread.body.id}/posts`, { body: 'Of the list.' }, ben);
    const rating = `/courses/${this.home.courseId}/rating`;
    ok(await this.app.learning.put(rating, { rating: 5, review: 'Clear.' }, ada));
    ok(await this.app.learning.put(rating, { rating: 2 }, ben));
  }

  /** The instructor reviews essay and lab; Ben says something that nobody said before. */
  async fourth(): Promise<void> {
    const { instructor } = this.home;
    for (const id of this.attempts) {
      await this.post(
        `/assessments/quiz-attempts/${id}/review`,
        { question_id: 2, points: 0.9 },
        instructor,
      );
    }
    await this.post(
      `/assessments/lab-submissions/${this.submission}/review`,
      { score: 85, status: 'ACCEPTED' },
      instructor,
    );
    await this.chat?.say('Why is it called binary?');
  }

  /** Ada completes the course, Cleo leaves it. */
  async fifth(): Promise<void> {
    const { ada, cleo } = this.students;
    await this.report(ada, this.home.lessons[1], 100);
    await this.move(ada, 'COMPLETED', this.home.instructor);
    await this.move(cleo, 'DROPPED', cleo);
  }

  private report(who: Person, content_item_id: number, progress_percent: number): Promise<Reply> {
    const course_offering_id = this.home.offeringId;
    const body = { content_item_id, course_offering_id, progress_percent };
    return this.post('/progress/content', body, who);
  }

  private async attempt(who: Person, item: number, answer: object): Promise<number> {
    const { body } = await this.post(
      '/assessments/quiz-attempts',
      { content_item_id: item, course_offering_id: this.home.offeringId },
      who,
    );
    const place = `/assessments/quiz-attempts/${body.id}/submit`;
    await this.post(place, { answers: [answer] }, who);
    return body.id;
  }

  private async move(who: Person, status: string, by: Person): Promise<void> {
    const [row] = await this.app.database.query<{ id: number }>(
      'SELECT id FROM enrollments WHERE user_id = $1',
      [who.id],
    );
    ok(await this.app.learning.put(`/enrollments/${row?.id}`, { status }, by));
  }

  private async post(path: string, body: object, who: Person): Promise<Reply> {
    return ok(await this.app.learning.post(path, body, who));
  }
}

function ok(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
  return reply;
}
