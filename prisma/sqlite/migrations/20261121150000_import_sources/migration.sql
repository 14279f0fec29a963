-- CreateTable
CREATE TABLE "ImportSource" (
    "url" TEXT NOT NULL PRIMARY KEY,
    "since" DATETIME,
    "page" INTEGER
);
