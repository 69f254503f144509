import type { SeverityBand } from '../../crisis/detection/severity-band';
import type { CrisisResource } from '../../crisis/resources';

const LOOK_AT_AGAIN = 'Continue regular check-ins';

/** What has to be done at each band; no model leaves any of it out. */
export function safetySteps(band: SeverityBand, [hotline]: readonly CrisisResource[]): string[] {
  const line = hotline === undefined ? 'a crisis line' : `${hotline.name} (${hotline.contact})`;
  return {
    low: [LOOK_AT_AGAIN],
    moderate: [
      'Reach out to the student personally today and ask directly how they are, including about thoughts of suicide',
      `Share ${line} with the student`,
      'Tell the school counselor or another responsible adult what you noticed, and agree on who follows up',
    ],
    high: [
      'Speak with the student within the hour, in person or by phone, and ask directly about thoughts of suicide',
      `Offer to call ${line} together`,
      'Involve a parent or guardian and the school counselor today, unless home is where the danger is',
      'Ask about means of harm within reach and help to put distance between them and the student',
    ],
    imminent: [
      'Reach the student now and make sure that they are not left alone',
      'Call emergency services if there is any doubt about their safety',
      `Stay with the student, in person or on the phone, while you contact ${line}`,
      'Inform a parent or guardian and the school at once, unless home is where the danger is',
    ],
  }[band];
}

/** The one next step in a sentence. */
export function nextStep(band: SeverityBand): string {
  return {
    low: 'Nothing is needed now. This is a first look, not a diagnosis: trust your own impression of the student over it.',
    moderate: 'Somebody whom the student trusts should speak with them today.',
    high: 'Somebody whom the student trusts should speak with them within the hour.',
    imminent:
      'Somebody should reach the student now and stay with them; call emergency services if in doubt.',
  }[band];
}
