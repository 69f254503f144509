import { type PeopleHome, type Person, person as register } from './people';
import { type StreamedReply, streamed } from './event-stream';
import { OpenStream } from './open-stream';
import type { HttpClient } from './http-client';
import type { TestApp } from './test-app';

/** A course with one lesson, written through the API by an instructor. */
export interface Classroom {
  readonly instructor: Person;
  readonly universityId: number;
  readonly courseId: number;
  readonly moduleId: number;
  readonly contentItemId: number;
}

/** A question bank of two questions. */
export const BANK = [
  {
    id: 1,
    text: 'How many looks does binary search need at most for 1,000 items?',
    options: [
      { key: 'A', text: '10', correct: true, explanation: 'Each look halves what is left.' },
      { key: 'B', text: '500', correct: false, explanation: 'That would be half of the items.' },
    ],
  },
  {
    id: 2,
    text: 'What does binary search need?',
    options: [
      {
        key: 'A',
        text: 'A sorted list',
        correct: true,
        explanation: 'Order tells where to go on.',
      },
      { key: 'B', text: 'A short list', correct: false, explanation: 'It shines on long ones.' },
    ],
  },
];

/** The lesson's text. */
export const LESSON = `# Binary search

Binary search finds an item in a sorted list by looking at the middle first and dropping the half that cannot hold it.

## Why it is fast

Each look of binary search halves the items that are left, so a list of a thousand items needs at most ten looks.
`;

let counter = 0;

/** Sets up a course with one lesson. */
export async function classroom(app: PeopleHome): Promise<Classroom> {
  counter += 1;
  const admin = await register(app, 'PLATFORM_ADMIN');
  const instructor = await register(app, 'INSTRUCTOR');
  const university = await created(
    app.learning.post(
      '/universities/',
      { name: `University ${counter} ${process.pid}`, country_code: 'US' },
      { token: admin.token },
    ),
  );
  const { token } = instructor;
  const course = await created(
    app.learning.post(
      '/courses/',
      {
        title: 'Data Structures',
        code: `CS${counter}`,
        description: 'Study of data structures',
        level: 'INTERMEDIATE',
        credit_hours: 4,
        university_id: university,
        primary_subject_id: 1,
        cache_enabled: true,
      },
      { token },
    ),
  );
  const module = await created(
    app.learning.post(
      '/modules/',
      {
        course_id: course,
        parent_module_id: null,
        title: 'Week 1: Introduction',
        description: 'Course introduction',
        module_type: 'UNIT',
        sequence_index: 0,
      },
      { token },
    ),
  );
  const types = await app.learning.get('/content-types/', { token });
  const lessonType = types.body.find((type: { name: string }) => type.name === 'lesson').id;
  const content = await created(
    app.learning.post(
      '/content/',
      {
        module_id: module,
        course_id: course,
        content_type_id: lessonType,
        title: 'Binary search',
        description: 'Finding things fast',
        data_json: { body: LESSON, questions: BANK },
        estimated_duration_seconds: 600,
        sequence_index: 0,
      },
      { token },
    ),
  );
  return {
    instructor,
    universityId: university,
    courseId: course,
    moduleId: module,
    contentItemId: content,
  };
}

/** Adds a lesson of its own to the course of a classroom. */
export async function addLesson(
  app: PeopleHome,
  room: Classroom,
  lesson: { title?: string; body?: string; questions?: readonly unknown[] } = {},
): Promise<number> {
  const { token } = room.instructor;
  const model = await app.learning.get(`/content/${room.contentItemId}`, { token });
  return created(
    app.learning.post(
      '/content/',
      {
        module_id: room.moduleId,
        course_id: room.courseId,
        content_type_id: model.body.content_type_id,
        title: lesson.title ?? 'Another lesson',
        data_json: { body: lesson.body ?? LESSON, questions: lesson.questions ?? BANK },
      },
      { token },
    ),
  );
}

async function created(request: ReturnType<TestApp['learning']['post']>): Promise<number> {
  const reply = await request;
  if (reply.status !== 201) throw new Error(`Creating answered ${reply.status}: ${reply.text}`);
  return reply.body.id;
}

/** A process that answers at the learning surface. */
export interface LearningProcess {
  readonly learning: HttpClient;
}

/** A student with an open chat session. */
export class ChatStudent {
  private constructor(
    private readonly app: LearningProcess,
    readonly person: Person,
    readonly sessionId: number,
  ) {}

  /** Registers a student (or takes one) and opens a session about the content item. */
  static async open(app: TestApp, contentItemId: number, given?: Person): Promise<ChatStudent> {
    return ChatStudent.openAs(given ?? (await register(app)), app, contentItemId);
  }

  /** Opens a session for a person at any process. */
  static async openAs(
    student: Person,
    app: LearningProcess,
    contentItemId: number,
  ): Promise<ChatStudent> {
    const session = await created(
      app.learning.post(
        '/chat/sessions',
        { content_item_id: contentItemId },
        { token: student.token },
      ),
    );
    return new ChatStudent(app, student, session);
  }

  /** The same student on another process. */
  at(app: LearningProcess): ChatStudent {
    return new ChatStudent(app, this.person, this.sessionId);
  }

  greet(): Promise<StreamedReply> {
    return this.stream('greeting');
  }

  say(content: string): Promise<StreamedReply> {
    return this.stream('messages', { content });
  }

  answer(questionId: number, answer: string): Promise<StreamedReply> {
    return this.say(JSON.stringify({ questionId, answer }));
  }

  resume(from: number): Promise<StreamedReply> {
    return streamed(`${this.url}/stream?from=${from}`, this.person.token, { method: 'GET' });
  }

  /** Asks for the greeting and hears it while it is made. */
  hearGreeting(): Promise<OpenStream> {
    return OpenStream.open(`${this.url}/greeting`, this.person.token);
  }

  /** Says something and hears the reply while it is made. */
  hear(content: string): Promise<OpenStream> {
    return OpenStream.open(`${this.url}/messages`, this.person.token, { body: { content } });
  }

  /** Hears the newest reply from a chunk on while it is made. */
  hearFrom(from: number): Promise<OpenStream> {
    const options = { method: 'GET' };
    return OpenStream.open(`${this.url}/stream?from=${from}`, this.person.token, options);
  }

  cancel(): ReturnType<TestApp['learning']['post']> {
    return this.app.learning.post(`/chat/sessions/${this.sessionId}/cancel`, undefined, {
      token: this.person.token,
    });
  }

  /** The session with its messages. */
  async session(): Promise<any> {
    return (
      await this.app.learning.get(`/chat/sessions/${this.sessionId}`, { token: this.person.token })
    ).body;
  }

  private stream(route: string, body?: unknown): Promise<StreamedReply> {
    return streamed(`${this.url}/${route}`, this.person.token, { body });
  }

  private get url(): string {
    return `${this.app.learning.baseUrl}/chat/sessions/${this.sessionId}`;
  }
}
