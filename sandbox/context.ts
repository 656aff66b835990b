import type { Faults } from './faults.ts';
import type { SandboxOptions } from './options.ts';
import type { Store } from './store.ts';

/** What every resource works with. */
export type Shop = {
  readonly store: Store;
  readonly options: SandboxOptions;
  readonly faults: Faults;
  /** UTC ms; what the service takes for the time. */
  readonly clock: () => number;
  /** Where this sandbox can be reached; pictures point there. */
  readonly url: () => string;
  /** Runs work after the answer has gone out, even if the sandbox is closed in between. */
  readonly later: (work: () => void) => void;
};

/** The service's time as it writes it. */
export function nowIso(shop: Shop): string {
  return new Date(shop.clock()).toISOString();
}

/** An answer other than 200. Bodies have the shapes the real service shows. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`answer ${status}`);
    this.status = status;
    this.body = body;
  }
}

export function notFound(): ApiError {
  return new ApiError(404, { errors: 'Not Found' });
}

/** The service also says 422 for some missing things, in Vietnamese. */
export function missing(): ApiError {
  return new ApiError(422, { errors: 'Dữ liệu không tồn tại!' });
}

export function unprocessable(field: string, message: string): ApiError {
  return new ApiError(422, { errors: { [field]: [message] } });
}
