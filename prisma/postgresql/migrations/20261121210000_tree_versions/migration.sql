-- CreateTable
CREATE TABLE "TreeVersion" (
    "accountId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "TreeVersion_pkey" PRIMARY KEY ("accountId")
);

-- AddForeignKey
ALTER TABLE "TreeVersion" ADD CONSTRAINT "TreeVersion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- Sorting and matching are bytewise, whatever locale the database was made with, and so the same as on SQLite.
ALTER TABLE "TreeVersion"
    ALTER COLUMN "accountId" TYPE TEXT COLLATE "C";
