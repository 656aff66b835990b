import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { leakyBucket, patientLimit } from './bucket.ts';
import type { Shop } from './context.ts';
import { strikes } from './faults.ts';
import { tokenFor } from './generate/people.ts';
import type { StatsKeeper } from './stats.ts';
import { type Weather, weatherForecast } from './weather.ts';
import { callName, isOfKind } from './write-kinds.ts';

/** What every call passes on its way in and out: faults, the call limit, the token and its scopes. */
export function installGate(
  app: FastifyInstance,
  shop: Shop,
  stats: StatsKeeper,
  realClock: () => number,
): void {
  const { faults, options } = shop;
  const forecast = weatherForecast(faults);
  const weatherOf = new WeakMap<FastifyRequest, Weather>();
  const patience = () => faults.retryAfterSeconds;
  const shopBucket = leakyBucket(options.bucket, options.leak, realClock);
  const shopLimit = patientLimit(shopBucket, realClock, patience);
  // Calls with a wrong token have a limit of their own, so that they can't eat the shop's.
  const strangersBucket = leakyBucket(options.bucket, options.leak, realClock);
  const strangersLimit = patientLimit(strangersBucket, realClock, patience);
  const promotionsBucket = leakyBucket(2, 0.5, realClock);

  const cut = (request: FastifyRequest, reply: FastifyReply) => {
    stats.answered('cut');
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  };

  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/_control')) return;
    if (!isApi(request)) return faults.down ? cut(request, reply) : undefined;
    stats.called(nameOf(request));
    const weather = forecast();
    weatherOf.set(request, weather);
    if (faults.down || strikes(faults, 'resets') || weather.resets) return cut(request, reply);
    const delayMs = faults.delayMs + weather.delayMs;
    if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
    const token = faults.token || tokenFor(options.seed);
    const isKnown = request.headers.authorization === `Bearer ${token}`;
    const overSeconds = isKnown ? shopLimit() : strangersLimit();
    if (isKnown) stats.filled(shopBucket.level());
    reply.header('Date', new Date(shop.clock()).toUTCString());
    reply.header('X-Haravan-Api-Call-Limit', (isKnown ? shopBucket : strangersBucket).header());
    if (overSeconds > 0 || strikes(faults, 'throttles') || weather.throttles) {
      reply.header('X-Haravan-Api-Call-Limit', `${options.bucket}/${options.bucket}`);
      return throttled(reply, overSeconds > 0 ? overSeconds : faults.retryAfterSeconds);
    }
    // Here the header goes on showing a bucket that is nearly empty.
    const isPromotion = faults.promotionsThrottle && request.url.startsWith('/com/promotions');
    if (isPromotion && !promotionsBucket.take()) return throttled(reply, faults.retryAfterSeconds);
    if (strikes(faults, 'badGateways') || isBadBefore(weather, request)) return badGateway(reply);
    if (strikes(faults, 'garbage'))
      return reply.code(200).type('application/json').send('{"products": [{"id": ');
    if (!saysJson(request)) return reply.code(400).send({ errors: 'Bad Request' });
    if (!isKnown || faults.tokenRevoked) return reply.code(401).send({ errors: 'Unauthorized' });
    if (lacksScope(shop, request.url)) return reply.code(403).send({});
    return undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (!isApi(request)) return payload;
    if (faults.answerDelayMs > 0) await wait(faults.answerDelayMs, undefined, { ref: false });
    const weather = weatherOf.get(request);
    const isDone = reply.statusCode < 400;
    const isAimedAt = isDone && isOfKind(faults.dropAnswersTo, nameOf(request));
    if ((isAimedAt && strikes(faults, 'dropAnswers')) || (isDone && weather?.dropsAnswer === true)) {
      stats.answered('cut');
      request.raw.socket.destroy();
      return payload;
    }
    const isBadAfter = isDone && request.method !== 'GET' && weather?.badGateway === 'after';
    if ((isAimedAt && strikes(faults, 'badGatewaysAfter')) || isBadAfter) {
      reply.code(502).type('text/html');
      stats.answered(502);
      return badGatewayPage;
    }
    stats.answered(reply.statusCode);
    return payload;
  });
}

const badGatewayPage = '<html><body>502 Bad Gateway</body></html>';

function badGateway(reply: FastifyReply): FastifyReply {
  return reply.code(502).type('text/html').send(badGatewayPage);
}

/** The wait is a decimal number of seconds, whole ones included. */
function throttled(reply: FastifyReply, seconds: number): FastifyReply {
  const text = Number.isInteger(seconds) ? seconds.toFixed(1) : String(seconds);
  return reply.code(429).header('Retry-After', text).send({ errors: 'Too many requests' });
}

/** Nothing tells a reader whether its 502 came before or after the work. */
function isBadBefore(weather: Weather, request: FastifyRequest): boolean {
  return weather.badGateway === 'before' || (weather.badGateway === 'after' && request.method === 'GET');
}

/** A call that names another kind of content is a bad request, even one without any content. */
function saysJson(request: FastifyRequest): boolean {
  const type = request.headers['content-type'];
  return type === undefined || /^application\/json *(;|$)/i.test(type);
}

function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/com/');
}

function nameOf(request: FastifyRequest): string {
  return callName(request.method, request.routeOptions.url);
}

function lacksScope(shop: Shop, url: string): boolean {
  const resource = /^\/com\/([a-z_]+)/.exec(url)?.[1] ?? '';
  return (
    shop.faults.forbidden.includes(resource) || (resource === 'users' && shop.options.users === 'forbidden')
  );
}
