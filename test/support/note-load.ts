import type { HttpClient } from './http-client';
import type { Person } from './people';

/** A moment between two notes of a writer, so that a test's machine has time for the rest. */
const PAUSE_MS = 20;

/** Writers who keep notes one after the other, and what became of each request. */
export class NoteLoad {
  /** Ids of the notes that were acknowledged, in the order of the replies. */
  readonly acknowledged: number[] = [];
  /** Everything else that came of a request. */
  readonly failures: string[] = [];
  private readonly writers: Promise<void>[];
  private isOver = false;

  /** @param clients one writer each. */
  constructor(
    clients: readonly HttpClient[],
    private readonly person: Person,
  ) {
    this.writers = clients.map((client) => this.write(client));
  }

  /** Lets the writers finish what they have begun. */
  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.writers);
  }

  private async write(client: HttpClient): Promise<void> {
    for (let number = 1; !this.isOver; number += 1) {
      try {
        const reply = await client.post('/notes', { body: `Note ${number}` }, this.person);
        if (reply.status === 201) this.acknowledged.push(reply.body.id as number);
        else this.failures.push(`${reply.status} ${reply.text}`);
      } catch (error) {
        this.failures.push(reasonOf(error));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return `${message} ${cause?.code ?? ''}`;
}
