-- album.sql: photographs that wait to become one paper of a dossier.

-- album_pages(dossier Id, target Str) -> many album_page(no int, name Str, file Hash, original Hash, size int)
select no, name, file, original, size from album_page where dossier = :dossier and target = :target order by no;

-- album_sum(producer Id) -> one album_total(bytes int)
select coalesce(sum(p.size), 0) from album_page p join dossier d on d.id = p.dossier where d.producer = :producer;

-- album_page_put(dossier Id, target Str, no int, name Str, file Hash, original Hash, size int, account Id, at Time) -> done under DOSSIER_EDIT
insert into album_page (dossier, target, no, name, file, original, size, account, at)
values (:dossier, :target, :no, :name, :file, :original, :size, :account, :at);

-- album_cut(dossier Id, target Str) -> done under DOSSIER_EDIT
delete from album_page where dossier = :dossier and target = :target;
