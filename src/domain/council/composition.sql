-- composition.sql: the level a council works for.

-- council_tier_of(council Id) -> one council_tier(tier Str)
select coalesce((select tier from council_tier where council = :council), 'province');

-- council_tier_put(council Id, tier Str) -> done under COUNCIL_MANAGE | SYSTEM_LOAD
insert into council_tier (council, tier) values (:council, :tier) on conflict (council) do update set tier = excluded.tier;
