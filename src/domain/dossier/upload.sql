-- upload.sql: files on their way in pieces, and what became of them.

-- upload_get(id Id) -> one upload(id Id, dossier Id, target Str, account Id, file_name Str, size int, done int, parts int, title Str?, issuer Str?, number Str?, issued Date?, expires Date?, begun_at Time, ends_at Time, evidence Id?, refused Str?)
select id, dossier, target, account, file_name, size, done, parts, title, issuer, number, issued, expires, begun_at, ends_at, evidence, refused
  from upload where id = :id;

-- upload_insert(id Id, dossier Id, target Str, account Id, file_name Str, size int, title Str?, issuer Str?, number Str?, issued Date?, expires Date?, at Time, ends Time) -> done under DOSSIER_EDIT
insert into upload (id, dossier, target, account, file_name, size, done, parts, title, issuer, number, issued, expires, begun_at, ends_at, evidence, refused)
values (:id, :dossier, :target, :account, :file_name, :size, 0, 0, :title, :issuer, :number, :issued, :expires, :at, :ends, null, null);

-- upload_advance(id Id, done int, size int) -> changed under DOSSIER_EDIT
update upload set done = done + :size, parts = parts + 1
 where id = :id and done = :done and evidence is null and refused is null;

-- upload_part_put(upload Id, done int, size int, name Str) -> done under DOSSIER_EDIT
insert into upload_part (upload, done, size, name) values (:upload, :done, :size, :name);

-- upload_parts(upload Id) -> many upload_part(name Str)
select name from upload_part where upload = :upload order by done;

-- upload_finish(id Id, evidence Id) -> changed under DOSSIER_EDIT
update upload set evidence = :evidence where id = :id and done = size and evidence is null and refused is null;

-- upload_refuse(id Id, done int, why Str) -> changed under DOSSIER_EDIT
update upload set refused = :why where id = :id and done = :done and evidence is null and refused is null;

-- upload_parts_cut(upload Id) -> done under DOSSIER_EDIT | SYSTEM_JOB
delete from upload_part where upload = :upload;

-- upload_cut(id Id) -> changed under DOSSIER_EDIT | SYSTEM_JOB
delete from upload where id = :id;

-- upload_open_sum(producer Id, now Time) -> one upload_sum(n int, bytes int)
select count(*), coalesce(sum(u.size), 0)
  from upload u join dossier d on d.id = u.dossier
 where d.producer = :producer and u.evidence is null and u.refused is null and u.ends_at > :now;

-- upload_known(id Id) -> maybe upload_state(open bool, ends_at Time)
select case when evidence is null and refused is null then 1 else 0 end, ends_at from upload where id = :id;
