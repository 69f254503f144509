/** Where Socket.IO's clients look for it by default. */
export const SOCKET_IO_PATH = '/socket.io';

const SERVED = `${SOCKET_IO_PATH}/`;

/** Whether a request target belongs to Socket.IO: the same words that its own server goes by. */
export function isSocketIoAddress(target: string): boolean {
  return target.startsWith(SERVED);
}
