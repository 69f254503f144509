import type { Row } from '../row';
import { flashcard, note } from '../things/owned';

/** What students keep to themselves. */
export const study: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'POST /notes', expect: '401 201 201 201 201 201 201 201', body: { body: 'Halve.' } },
  {
    route: 'POST /notes',
    when: 'about a draft',
    expect: '401 422 422 422 422 201 422 201',
    body: ({ special }) => ({ body: 'Halve.', course_id: special['draft']?.['course_id'] }),
  },
  { route: 'GET /notes', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /notes/:note_id', expect: '401 200 404 404 404 404 404 404' },
  {
    route: 'PUT /notes/:note_id',
    expect: '401 200 404 404 404 404 404 404',
    body: { title: 'Mine' },
  },
  { route: 'DELETE /notes/:note_id', expect: '401 204 404 404 404 404 404 404', fresh: note },

  {
    route: 'POST /flashcards',
    expect: '401 201 201 201 201 201 201 201',
    body: { front: 'Looks for 1,000 items?', back: '10' },
  },
  { route: 'GET /flashcards', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /flashcards/due-count', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /flashcards/:flashcard_id', expect: '401 200 404 404 404 404 404 404' },
  { route: 'GET /flashcards/:flashcard_id/preview', expect: '401 200 404 404 404 404 404 404' },
  {
    route: 'PUT /flashcards/:flashcard_id',
    expect: '401 200 404 404 404 404 404 404',
    body: { back: 'Ten' },
  },
  {
    route: 'POST /flashcards/:flashcard_id/review',
    expect: '401 200 404 404 404 404 404 404',
    body: { rating: 'GOOD' },
  },
  {
    route: 'DELETE /flashcards/:flashcard_id',
    expect: '401 204 404 404 404 404 404 404',
    fresh: flashcard,
  },
];
