import { instructorOf, type School, school } from '../../../support/school';
import type { Reply } from '../../../support/http-client';
import { type Person, person } from '../../../support/people';
import { testApp, type TestApp } from '../../../support/test-app';
import type { Role } from './row';
import { prompt, university } from './things/campus';
import { contentTypes, courseItems, hiddenThings } from './things/lessons';
import { belongings, revokedShare } from './things/owned';

type SignedInRole = Exclude<Role, 'anonymous'>;

/** A school, somebody in each role, and one thing of every kind that belongs to the owner. */
export class World {
  /** Values for the parameters of routes by their names, e.g. `note_id`. */
  readonly ids: Record<string, number | string> = {};
  /** Values of the same parameters for rows that say `when`, e.g. of a draft. */
  readonly special: Record<string, Record<string, number | string>> = {};
  /** Content types by their names. */
  readonly types: Record<string, number> = {};
  /** The items of the course that everybody sees by the names of their content types. */
  readonly items: Record<string, number> = {};
  private words = 0;
  private countries = 0;

  private constructor(
    readonly app: TestApp,
    readonly home: School,
    readonly people: Readonly<Record<SignedInRole, Person>>,
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<World> {
    const app = await testApp({ environment });
    const home = await school(app);
    const world = new World(app, home, {
      owner: await home.student(),
      classmate: await home.student(),
      stranger: await person(app),
      coach: await person(app, 'COACH'),
      instructor: home.instructor,
      foreign: home.foreignInstructor,
      admin: home.admin,
    });
    await world.furnish();
    return world;
  }

  tokenOf(role: Role): string | undefined {
    return role === 'anonymous' ? undefined : this.people[role].token;
  }

  /** Somebody new in the same role, for what would spoil the usual person. */
  async twin(role: Role): Promise<Person> {
    if (role === 'coach') return person(this.app, 'COACH');
    if (role === 'admin') return person(this.app, 'PLATFORM_ADMIN');
    if (role !== 'instructor' && role !== 'foreign') return person(this.app);
    return instructorOf(
      this.app,
      role === 'instructor' ? this.home.universityId : await university(this),
    );
  }

  /** Something that was not said before, for names that must differ. */
  word(): string {
    this.words += 1;
    return `word-${this.words}`;
  }

  /** A country code that nobody uses: XA, XB and so on. */
  countryCode(): string {
    this.countries += 1;
    return `X${String.fromCodePoint(64 + this.countries)}`;
  }

  /** Any request; a form is sent as multipart/form-data. */
  async call(method: string, path: string, body?: object, token?: string): Promise<Reply> {
    const { learning } = this.app;
    const options = token === undefined ? {} : { token };
    if (body instanceof FormData) {
      const form = new Response(body);
      const type = form.headers.get('content-type') ?? '';
      const bytes = new Uint8Array(await form.arrayBuffer());
      return learning.raw(method, path, bytes, { ...options, headers: { 'content-type': type } });
    }
    if (method === 'GET') return learning.get(path, options);
    if (method === 'DELETE') return learning.delete(path, options);
    return learning[method.toLowerCase() as 'post' | 'put' | 'patch'](path, body, options);
  }

  /** Calls as somebody and insists that it works; what came back. */
  async send(method: string, role: SignedInRole, path: string, body?: object): Promise<any> {
    const reply = await this.call(method, path, body, this.tokenOf(role));
    if (reply.status > 204) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  }

  post(role: SignedInRole, path: string, body?: object): Promise<any> {
    return this.send('POST', role, path, body);
  }

  /** Creates something by POST and returns its id. */
  async create(role: SignedInRole, path: string, body: object): Promise<number> {
    return (await this.post(role, path, body)).id;
  }

  private async furnish(): Promise<void> {
    Object.assign(this.types, await contentTypes(this));
    Object.assign(this.items, await courseItems(this));
    const enrollments = await this.call(
      'GET',
      '/enrollments/my-enrollments',
      undefined,
      this.tokenOf('owner'),
    );
    Object.assign(this.ids, {
      user_id: this.people.owner.id,
      university_id: this.home.universityId,
      course_id: this.home.courseId,
      offering_id: this.home.offeringId,
      enrollment_id: enrollments.body[0].id,
      module_id: this.home.modules.a,
      content_id: this.items['lesson'],
      content_item_id: this.items['quiz'],
      content_type_id: this.types['lesson'],
      prompt_name: await prompt(this),
      version: 1,
    });
    Object.assign(this.ids, await belongings(this));
    Object.assign(this.special, {
      ...(await hiddenThings(this)),
      revoked: { share_token: await revokedShare(this) },
      stranger: { user_id: this.people.stranger.id },
    });
  }
}
