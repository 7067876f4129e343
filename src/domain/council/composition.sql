-- composition.sql: the level a council works for.

-- council_tier_of(council Id) -> one council_tier(tier Str)
select coalesce((select tier from council_tier where council = :council), 'province');

-- council_tier_put(council Id, tier Str) -> done under COUNCIL_MANAGE | SYSTEM_LOAD
insert into council_tier (council, tier) values (:council, :tier) on conflict (council) do update set tier = excluded.tier;

-- the district that set it up
-- council_unit_of(council Id) -> maybe council_unit(unit Id, kind Str, name Str, valid_from Date, valid_to Date?)
select u.id, u.kind, u.name, u.valid_from, u.valid_to from council_district x join unit u on u.id = x.unit where x.council = :council;

-- council_district_put(council Id, unit Id) -> done under COUNCIL_MANAGE | SYSTEM_LOAD
insert into council_district (council, unit) values (:council, :unit);
