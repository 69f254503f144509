/** How mails call what they come from. */
export const PRODUCT = 'Trellis';
