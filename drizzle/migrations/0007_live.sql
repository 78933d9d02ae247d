-- What a statement changed is told on the channel cuntu_live: PostgreSQL delivers it when the transaction is committed, and never
-- when it is not. One message for each village, or for the county when there are many; the same message twice is delivered once.
create or replace function note_layer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  most_villages constant integer := 50;
  in_village boolean := exists (
    select from pg_attribute where attrelid = tg_relid and attname = 'village_code' and not attisdropped
  );
  counties text[];
  areas text[];
begin
  if in_village then
    select array_agg(distinct county_code), array_agg(place) into counties, areas
    from (select distinct county_code, coalesce(village_code, county_code) as place from changed) touched;
  else
    select array_agg(distinct county_code) into counties from changed;
  end if;
  if areas is null or cardinality(areas) > most_villages then
    areas := counties;
  end if;
  insert into layer_version as noted (county_code, layer, seq, changed_at)
    select county, tg_table_name, take_seq(county), now()
    from unnest(counties) county
    order by county
    on conflict (county_code, layer) do update set seq = excluded.seq, changed_at = excluded.changed_at;
  perform pg_notify('cuntu_live', json_build_object('area', place, 'topic', tg_table_name, 'seq', take_seq(left(place, 6)))::text)
  from unnest(areas) place;
  return null;
end $$;
--> statement-breakpoint
create function tell_notice() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('cuntu_live', json_build_object('area', county_code, 'topic', 'notice', 'seq', 0, 'account', account_id)::text)
  from (select distinct county_code, account_id from changed) told;
  return null;
end $$;
--> statement-breakpoint
create trigger tell_insert after insert on notice referencing new table as changed for each statement execute function tell_notice();
--> statement-breakpoint
create trigger tell_update after update on notice referencing new table as changed for each statement execute function tell_notice();
