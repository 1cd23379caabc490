-- Since when a territory exists under its key, where a reform proves it; what a change of key is about when only the association changed;
-- and which boundaries came from a file of somebody's own, so that they can be taken back.
alter table territory add column began_on text;
alter table territory_change add column is_new bigint not null default 0;
alter table territory_change add column old_regional text not null default '';
alter table territory_change add column new_regional text not null default '';
alter table territory_boundary_set add column file_name text;
