/** How the place of the shop's token does; `ready` or why it is out of reach. */
export type KeychainView = {
  readonly state: 'ready' | 'missing' | 'locked' | 'denied' | 'lost' | 'damaged';
  /** Whether a recovery code opens what is kept; `outdated` where one was made for what was kept before. */
  readonly recovery: 'none' | 'made' | 'outdated';
};
