package dev.trainyard.workout.imports;

/** Hears how far an import is, often: it is up to the listener what to do with it how often. */
interface Progress {

    /** For an import that nobody watches. */
    Progress UNWATCHED = new Progress() {
        @Override
        public void read(long rows, long bytes) {}

        @Override
        public void planned(int sets) {}

        @Override
        public void added(int sets) {}
    };

    /** So many rows and bytes of the file are read. */
    void read(long rows, long bytes);

    /** The file is read; so many sets will be added. */
    void planned(int sets);

    /** So many sets are added, in all. */
    void added(int sets);
}
