import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { leakyBucket } from './bucket.ts';
import type { Shop } from './context.ts';
import { strikes } from './faults.ts';
import { tokenFor } from './generate/people.ts';

/** What every call passes on its way in and out: faults, the call limit, the token and its scopes. */
export function installGate(app: FastifyInstance, shop: Shop, realClock: () => number): void {
  const { faults, options } = shop;
  const shopBucket = leakyBucket(options.bucket, options.leak, realClock);
  // Calls with a wrong token have a limit of their own, so that they can't eat the shop's.
  const strangersBucket = leakyBucket(options.bucket, options.leak, realClock);

  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/_control')) return;
    if (faults.down) return cut(request, reply);
    if (!isApi(request)) return;
    if (strikes(faults, 'resets')) return cut(request, reply);
    if (faults.delayMs > 0) await wait(faults.delayMs, undefined, { ref: false });
    const isKnown = request.headers.authorization === `Bearer ${tokenFor(options.seed)}`;
    const bucket = isKnown ? shopBucket : strangersBucket;
    const isAllowed = bucket.take() && !strikes(faults, 'throttles');
    reply.header('Date', new Date(shop.clock()).toUTCString());
    reply.header(
      'X-Haravan-Api-Call-Limit',
      isAllowed ? bucket.header() : `${options.bucket}/${options.bucket}`,
    );
    if (!isAllowed) return reply.code(429).header('Retry-After', '2.0').send({ errors: 'Too many requests' });
    if (strikes(faults, 'badGateways')) {
      return reply.code(502).type('text/html').send('<html><body>502 Bad Gateway</body></html>');
    }
    if (strikes(faults, 'garbage'))
      return reply.code(200).type('application/json').send('{"products": [{"id": ');
    if (!isKnown || faults.tokenRevoked) return reply.code(401).send({ errors: 'Unauthorized' });
    if (lacksScope(shop, request.url)) return reply.code(403).send({});
    return undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (!isApi(request)) return payload;
    if (faults.answerDelayMs > 0) await wait(faults.answerDelayMs, undefined, { ref: false });
    if (isDroppable(shop, request, reply) && strikes(faults, 'dropAnswers')) request.raw.socket.destroy();
    return payload;
  });
}

function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/com/');
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function lacksScope(shop: Shop, url: string): boolean {
  const resource = /^\/com\/([a-z_]+)/.exec(url)?.[1] ?? '';
  return (
    shop.faults.forbidden.includes(resource) || (resource === 'users' && shop.options.users === 'forbidden')
  );
}

/** Only what was carried out can lose its answer. */
function isDroppable(shop: Shop, request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.method === 'GET' || reply.statusCode >= 400) return false;
  return shop.faults.dropAnswersTo === 'writes' || request.url.startsWith('/com/orders.json');
}
