import Fastify, { type FastifyInstance } from 'fastify';
import { ZodError, z } from 'zod';
import { actionRoutes } from './actions.ts';
import { ApiError, type Shop } from './context.ts';
import { controlRoutes, type Levers } from './control.ts';
import type { Faults } from './faults.ts';
import { installGate } from './gate.ts';
import { pageRoutes } from './page.ts';
import { addressRoutes } from './resources/addresses.ts';
import { customerRoutes } from './resources/customers.ts';
import { discountRoutes } from './resources/discounts.ts';
import { eventRoutes } from './resources/events.ts';
import { fulfillmentRoutes } from './resources/fulfillments.ts';
import { inventoryRoutes } from './resources/inventories.ts';
import { locationRoutes } from './resources/locations.ts';
import { metafieldRoutes } from './resources/metafields.ts';
import { orderRoutes } from './resources/orders.ts';
import { pictureRoutes } from './resources/pictures.ts';
import { placeRoutes } from './resources/places.ts';
import { productRoutes } from './resources/products.ts';
import { refundRoutes } from './resources/refunds.ts';
import { shopRoutes } from './resources/shop.ts';
import { stockRoutes } from './resources/stock.ts';
import { tagRoutes } from './resources/tags.ts';
import { transactionRoutes } from './resources/transactions.ts';
import { transferRoutes } from './resources/transfers.ts';
import { userRoutes } from './resources/users.ts';
import { variantRoutes } from './resources/variants.ts';
import { installShapes } from './shape.ts';
import type { StatsKeeper } from './stats.ts';

const resources = [
  shopRoutes,
  locationRoutes,
  userRoutes,
  productRoutes,
  variantRoutes,
  stockRoutes,
  inventoryRoutes,
  transferRoutes,
  customerRoutes,
  addressRoutes,
  orderRoutes,
  transactionRoutes,
  refundRoutes,
  fulfillmentRoutes,
  discountRoutes,
  tagRoutes,
  metafieldRoutes,
  placeRoutes,
  eventRoutes,
  pictureRoutes,
  pageRoutes,
  actionRoutes,
] as const;

/** The shop cloud as an HTTP server. `realClock` drives the call limit, which no skew of the service's time touches. */
export function buildServer(
  shop: Shop,
  levers: Levers,
  stats: StatsKeeper,
  realClock: () => number,
): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 5_000_000, forceCloseConnections: true });
  readJson(app);
  installGate(app, shop, stats, realClock);
  installShapes(app, shop);
  answerErrors(app, shop);
  for (const routes of resources) routes(app, shop);
  controlRoutes(app, shop, levers, stats);
  return app;
}

/** Clients send `Content-Type: application/json` with every call, empty bodies included. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new ApiError(400, { errors: 'Bad Request' }));
    }
  });
}

function answerErrors(app: FastifyInstance, shop: Shop): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ApiError) {
      return reply
        .code(error.status)
        .send(error.status === 422 ? refusal(error.body, shop.faults) : error.body);
    }
    if (error instanceof ZodError) {
      const path = error.issues[0]?.path.join('.') ?? '';
      const body = { errors: { [path === '' ? 'base' : path]: ['is invalid'] } };
      return reply.code(422).send(refusal(body, shop.faults));
    }
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500;
    // A call that was still waiting when the sandbox closed has nobody to answer to.
    if (status >= 500 && shop.store.open)
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    // The service knows no 413 or 415: what it can't read is a bad request.
    return status >= 500
      ? reply.code(500).send({ errors: 'Internal Server Error' })
      : reply.code(400).send({ errors: 'Bad Request' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: 'Not Found' }));
}

const refusalBody = z.object({ errors: z.union([z.string(), z.record(z.string(), z.array(z.string()))]) });

/** All four ways of writing a refusal have been seen. */
function refusal(body: unknown, { errorShape }: Faults): unknown {
  if (errorShape === 'fields') return body;
  const { errors } = refusalBody.parse(body);
  const texts =
    typeof errors === 'string'
      ? [errors]
      : Object.entries(errors).flatMap(([field, said]) => said.map((text) => `${field} ${text}`));
  if (errorShape === 'list') return { errors: texts };
  return errorShape === 'text' ? { errors: texts.join(', ') } : { message: texts.join(', ') };
}
