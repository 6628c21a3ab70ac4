-- A channel may go after the pot was divided by which its payouts were to be handed over: another one takes its place. Of a
-- distribution nothing else changes.
GRANT UPDATE (channel_id) ON reward_distribution TO "${appRole}";
