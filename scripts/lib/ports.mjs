import { createServer } from 'node:net';

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on just now */
export async function freePort() {
  const port = await listen(0);
  if (port === undefined) throw new Error('no port is free');
  return port;
}

/**
 * Whether a port of 127.0.0.1 may be listened on.
 * @param {number} port
 */
export const isFree = async (port) => (await listen(port)) !== undefined;

/**
 * @param {number} wanted 0 for any
 * @returns {Promise<number | undefined>} undefined where it is taken or not allowed
 */
function listen(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
