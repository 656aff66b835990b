import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PrintJobStory } from '../../../contracts/views/records.ts';
import { call } from '../../lib/bridge.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { testIds } from '../../test-ids.ts';
import { reasonWords } from './reason-words.ts';

/** What happened to a job, newest first: state, reason, printer, person and time. */
export function JobStory({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation();
  const story = useQuery({
    queryKey: ['print-story', jobId],
    queryFn: () => call('printer:story', { jobId }),
  });
  if (story.data === undefined) return null;
  return (
    <ol className="card job-story" aria-label={t('printer.story')} data-testid={testIds.printStory}>
      {story.data.events.toReversed().map((event) => (
        <StoryLine key={`${event.at}-${event.state}-${event.reason ?? ''}`} event={event} />
      ))}
    </ol>
  );
}

function StoryLine({ event }: { readonly event: PrintJobStory['events'][number] }) {
  const { t } = useTranslation();
  const { state, reason, printer, staff, at, lastAt, times } = event;
  const more = [
    ...(reason === null ? [] : [reasonWords(reason)]),
    ...(printer === null ? [] : [printer]),
    ...(staff === null ? [] : [staff]),
    ...(times === 1 ? [] : [t('printer.times', { count: times, time: shortDateTime(lastAt) })]),
  ];
  return (
    <li>
      <span className="job-story-time">{shortDateTime(at)}</span>
      <span>
        <strong>{t(`printer.states.${state}`)}</strong>
        {more.length === 0 ? null : <span className="muted"> · {more.join(' · ')}</span>}
      </span>
    </li>
  );
}
