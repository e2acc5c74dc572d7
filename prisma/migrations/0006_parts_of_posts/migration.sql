-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "part" TEXT;
