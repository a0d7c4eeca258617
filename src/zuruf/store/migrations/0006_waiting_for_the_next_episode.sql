-- Who is assigned while no episode is open waits under the number of the next one, so that the rows of the closed one stay as its closing left
-- them (E5). Those who wait now move there; what ended after the closing was not ended by it.
update participations set episode = episode + 1 where ended_at is null and exists (
  select 1 from conversations c where c.workspace_id = participations.workspace_id and c.id = participations.conversation_id
  and c.episode = participations.episode and c.is_open = 0
);
update participations set ended_by_closing = 0 where ended_by_closing = 1 and exists (
  select 1 from conversations c where c.workspace_id = participations.workspace_id and c.id = participations.conversation_id
  and c.episode = participations.episode and c.is_open = 0 and c.closed_at < participations.ended_at
);
