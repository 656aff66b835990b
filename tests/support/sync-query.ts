/** The list of what goes to the cloud, from its top and unfiltered. */
export const everyEntry = {
  text: '',
  stage: null,
  kind: null,
  from: null,
  to: null,
  limit: 50,
  offset: 0,
} as const;
