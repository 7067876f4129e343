/* power_vfs.h: a SQLite file system that remembers every write, and shows what a disk may hold
 * after the power failed at any moment: all that was synced, and of the rest any sectors at all. */
#ifndef POWER_VFS_H
#define POWER_VFS_H
#include "platform/test/test.h"

/* From now on every database this process opens is remembered. `honest` false: the disk says that
 * it synced and does not, to see that a check would notice. Once a process; ends with it. */
void power_record(bool honest);
/* How many things have happened so far: writes, truncations, syncs, deletions. */
size_t power_moment(void);
/* Writes into the folder, an empty one, what may be left of the remembered files if the power
 * failed after the first `moment` things; `seed` chooses which of the sectors not yet synced
 * arrived. A file keeps its name. E_IO. */
Err power_cut(Str folder, size_t moment, uint64_t seed) MUST;

#endif
